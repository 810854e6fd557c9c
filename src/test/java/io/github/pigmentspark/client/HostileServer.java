package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Speaks HTTP/1.1 as no server should, and counts what it could get rid of. */
final class HostileServer implements AutoCloseable {
  /** Writes an answer, from its status line on, for as long as the client listens. */
  @FunctionalInterface
  interface ExportResponse {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final ExportResponse answer;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();

  private HostileServer(ExportResponse answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer;
    Thread acceptor = new Thread(this::accept, "hostile-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  static HostileServer answering(ExportResponse answer) {
    try {
      return new HostileServer(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers so, and then writes this text without end. */
  static HostileServer endless(String start, String text) {
    byte[] bytes = text.repeat(1 + 16_384 / text.length()).getBytes(US_ASCII);
    return answering(
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

  /** Bytes written to all connections; some of them lie in buffers of the system. */
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
      answer.writeTo(new Counting(socket.getOutputStream()));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException | InterruptedException e) {
      // The client has had enough.
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
