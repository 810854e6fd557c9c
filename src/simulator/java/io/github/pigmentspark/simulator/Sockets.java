package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * A factory that keeps the accepted sockets in the order in which MockWebServer numbers its
 * connections. These are the sockets below TLS, because only they can be closed without a TLS close
 * message.
 */
final class Sockets extends ServerSocketFactory implements AutoCloseable {
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  Socket get(int connectionIndex) {
    return accepted.get(connectionIndex);
  }

  /** Returns the number of sockets that aren't known to be closed. */
  long open() {
    return accepted.stream().filter(socket -> !socket.isClosed()).count();
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        Socket socket = super.accept();
        // Otherwise, a response takes 40 ms if its headers and body are sent separately.
        socket.setTcpNoDelay(true);
        accepted.add(socket);
        return socket;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    for (Socket socket : accepted) {
      try {
        socket.close();
      } catch (IOException e) {
        // The simulator is closing, so the socket isn't needed any more.
      }
    }
  }
}
