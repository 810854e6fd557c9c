package io.github.pigmentspark.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.SocketFactory;

/**
 * Makes sockets that ask the system for {@link #SIZE} bytes at a time. OkHttp asks for 8 KB, and
 * TLS for the head of a record and then for the record: on a fast link, such calls are half of what
 * a download costs.
 *
 * <p>To them, a connection is there when TLS is, and a proxy has let it through: until then each
 * wait has the timeout of connecting. OkHttp gives it that of reading, which must last until
 * Pigment has computed an export.
 *
 * <p>For a SOCKS proxy, OkHttp makes its sockets itself.
 */
public final class LargeReads extends SocketFactory {
  static final int SIZE = 64 * 1024;

  /** What {@link Socket#connect} says, too. */
  static final String CONNECT_TIMED_OUT = "connect timed out";

  @Override
  public Socket createSocket() {
    return new BufferedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private static Socket connected(SocketAddress remote, SocketAddress local) throws IOException {
    Socket socket = new BufferedSocket();
    try {
      socket.bind(local);
      socket.connect(remote);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static final class BufferedSocket extends Socket {
    private InputStream in;
    private volatile boolean connecting;

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(endpoint, timeout);
      if (timeout > 0) {
        super.setSoTimeout(timeout);
        connecting = true;
      }
    }

    /** OkHttp sets it once before it connects, and again when the connection is there. */
    @Override
    public synchronized void setSoTimeout(int timeout) throws SocketException {
      connecting = false;
      super.setSoTimeout(timeout);
    }

    /** Always the same one: what it has read ahead must not be lost to TLS. */
    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (in == null) {
        in = new BufferedStream(new ConnectingStream(super.getInputStream()));
      }
      return in;
    }

    /** Says of a timeout that it is the one of connecting. */
    private final class ConnectingStream extends FilterInputStream {
      ConnectingStream(InputStream in) {
        super(in);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return in.read(bytes, offset, length);
        } catch (SocketTimeoutException e) {
          throw connecting ? new SocketTimeoutException(CONNECT_TIMED_OUT) : e;
        }
      }
    }
  }

  /** Unlike {@link java.io.BufferedInputStream}, it asks the system for nothing but bytes. */
  static final class BufferedStream extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int limit;

    BufferedStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == limit) {
        position = 0;
        limit = 0;
        int count = in.read(buffer, 0, SIZE);
        if (count < 0) {
          return count;
        }
        limit = count;
      }
      int count = Math.min(length, limit - position);
      System.arraycopy(buffer, position, bytes, offset, count);
      position += count;
      return count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int available() throws IOException {
      return limit - position + in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
