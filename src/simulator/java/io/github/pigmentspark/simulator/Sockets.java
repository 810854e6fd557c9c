package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/**
 * Remembers the accepted sockets in the order they came, which is how MockWebServer numbers its
 * connections. They are the sockets below TLS: only these can be cut without a goodbye.
 */
final class Sockets extends ServerSocketFactory implements AutoCloseable {
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  Socket get(int connectionIndex) {
    return accepted.get(connectionIndex);
  }

  /** How many are neither closed by the server nor known to be by the client. */
  long open() {
    return accepted.stream().filter(socket -> !socket.isClosed()).count();
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public Socket accept() throws IOException {
        Socket socket = super.accept();
        // Else headers and a short body, sent apart, would take 40 ms.
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
        // It is of no use to anybody any more.
      }
    }
  }
}
