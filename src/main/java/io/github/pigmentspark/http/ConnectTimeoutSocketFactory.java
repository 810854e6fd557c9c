package io.github.pigmentspark.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * A factory for sockets that also apply the connect timeout to the TLS handshake and to a proxy's
 * CONNECT. By default, OkHttp applies the read timeout to both. That timeout is long, because
 * Pigment may need minutes to compute a response. OkHttp does not use this factory with a SOCKS
 * proxy.
 *
 * <p>The sockets read 64 KB at a time. OkHttp reads 8 KB at a time, and on a fast network the
 * additional system calls would take a tenth of the total time.
 */
final class ConnectTimeoutSocketFactory extends SocketFactory {
  /**
   * The message of a timeout in {@link Socket#connect}, in lower case. Later timeouts have a
   * different message.
   */
  static final String CONNECT_TIMED_OUT = "connect timed out";

  private static final int BUFFER_SIZE = 64 * 1024;

  @Override
  public Socket createSocket() {
    return new ConnectingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("OkHttp connects the sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    return createSocket(host, port);
  }

  private static final class ConnectingSocket extends Socket {
    private volatile boolean connecting;
    private InputStream buffered;

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      super.setSoTimeout(timeout);
      connecting = true;
    }

    /**
     * Sets the read timeout, and ends the connection phase. OkHttp calls this method before it
     * connects, and again once TLS is established.
     */
    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
      connecting = false;
      super.setSoTimeout(timeout);
    }

    /**
     * Returns the same stream each time, so that TLS also gets the bytes that the stream has
     * buffered.
     */
    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (buffered == null) {
        buffered = new BufferedInputStream(unbuffered(super.getInputStream()), BUFFER_SIZE);
      }
      return buffered;
    }

    private InputStream unbuffered(InputStream stream) {
      return new FilterInputStream(stream) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          try {
            return in.read(bytes, offset, length);
          } catch (SocketTimeoutException e) {
            throw connecting ? new SocketTimeoutException(CONNECT_TIMED_OUT) : e;
          }
        }
      };
    }
  }
}
