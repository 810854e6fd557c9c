package io.github.pigmentspark.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on the loopback interface: tunnels ({@code CONNECT}), and forwards plain HTTP. It
 * connects to the loopback host for any requested host, so that made-up names work.
 */
final class TestProxy implements AutoCloseable {
  private final ServerSocket server;
  private final Optional<String> credentials;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private TestProxy(Optional<String> credentials) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.credentials = credentials;
    daemon(this::accept);
  }

  static TestProxy open() throws IOException {
    return new TestProxy(Optional.empty());
  }

  /** Returns a proxy that responds with 407 to other credentials. */
  static TestProxy withPassword(String user, String password) throws IOException {
    return new TestProxy(Optional.of(user + ":" + password));
  }

  int port() {
    return server.getLocalPort();
  }

  /** {@code CONNECT host:port}, {@code GET http://…}; with {@code (407)} where it was refused. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(
            () -> {
              try (client) {
                serve(client);
              } catch (IOException e) {
                // The client has disconnected.
              }
            });
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    for (String head = head(in); !head.isEmpty(); head = head(in)) {
      String[] start = head.split(" ", 3);
      if (!allowed(head)) {
        requests.add(start[0] + " " + start[1] + " (407)");
        client
            .getOutputStream()
            .write(
                ("HTTP/1.1 407 Proxy Authentication Required\r\n"
                        + "Proxy-Authenticate: Basic realm=\"tests\"\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        continue;
      }
      requests.add(start[0] + " " + start[1]);
      if (start[0].equals("CONNECT")) {
        tunnel(client, Integer.parseInt(start[1].substring(start[1].lastIndexOf(':') + 1)));
      } else {
        forward(client, head, URI.create(start[1]));
      }
      return;
    }
  }

  private boolean allowed(String head) {
    return credentials.isEmpty()
        || head.contains(
            "\r\nProxy-Authorization: Basic "
                + Base64.getEncoder()
                    .encodeToString(credentials.get().getBytes(StandardCharsets.UTF_8))
                + "\r\n");
  }

  private void tunnel(Socket client, int port) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      daemon(() -> copy(client, target));
      copy(target, client);
    }
  }

  private void forward(Socket client, String head, URI uri) throws IOException {
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
      target
          .getOutputStream()
          .write(
              head.replaceFirst(" \\S+ ", " " + path + " ")
                  .replaceFirst("\r\nProxy-Authorization: [^\r]*", "")
                  .replaceFirst("\r\nConnection: [^\r]*", "")
                  .replaceFirst("\r\n", "\r\nConnection: close\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      daemon(() -> copy(client, target));
      copy(target, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // One of them has disconnected, and the other will.
    }
  }

  /** A request up to its empty line; empty at the end. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "test-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
