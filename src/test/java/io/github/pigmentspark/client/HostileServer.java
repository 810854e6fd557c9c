package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** A server that speaks malicious HTTP/1.1, and counts the bytes that it could send. */
final class HostileServer implements AutoCloseable {
  /** Writes a response, from its status line on, until the client closes the connection. */
  @FunctionalInterface
  interface Reply {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Reply reply;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();

  private HostileServer(Reply reply) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.reply = reply;
    Thread acceptor = new Thread(this::accept, "hostile-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  static HostileServer replying(Reply reply) {
    try {
      return new HostileServer(reply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the start, and then this text without end. */
  static HostileServer endless(String start, String text) {
    byte[] bytes = text.repeat(1 + 16_384 / text.length()).getBytes(US_ASCII);
    return replying(
        out -> {
          out.write(start.getBytes(US_ASCII));
          while (true) {
            out.write(bytes);
          }
        });
  }

  String url() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** Returns the bytes written to all connections, some of which are in buffers of the system. */
  long sent() {
    return sent.get();
  }

  long connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread sender = new Thread(() -> send(socket), "hostile-sender");
        sender.setDaemon(true);
        sender.start();
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void send(Socket socket) {
    try (socket) {
      socket.setSendBufferSize(64 * 1024);
      reply.writeTo(new Counting(socket.getOutputStream()));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException | InterruptedException e) {
      // The client closed the connection.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Counting extends OutputStream {
    private final OutputStream out;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sent.addAndGet(length);
    }
  }
}
