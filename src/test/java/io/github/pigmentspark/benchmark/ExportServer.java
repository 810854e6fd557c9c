package io.github.pigmentspark.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a separate process that needs almost no CPU, because the kernel sends the files. It
 * supports just enough HTTP/1.1 for an export, {@code /api/export/view/<view id>}.
 *
 * <p>The view id decides what to send; see {@link #viewId}.
 */
final class ExportServer implements AutoCloseable {
  private static final Pattern REQUEST =
      Pattern.compile(
          "GET /api/export/view/([0-9a-f]{8})-([0-9a-f]{4})-4000-8000-([0-9a-f]{12}).*");
  private static final int PIECE = 64 * 1024;
  private static final int MEGABYTE = 1_000_000;

  private final Process process;
  private final int port;

  private ExportServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server for the files {@code 0.csv}, {@code 1.csv} and so on in a folder. */
  static ExportServer start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(Jvm.command("-Xmx64m", ExportServer.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    return new ExportServer(process, Integer.parseInt(output.readLine()));
  }

  /**
   * Returns the id of a view.
   *
   * @param file the number of its file
   * @param times how many times the records are sent
   * @param megabytesPerSecond the speed of the simulated link; 0 for no limit
   */
  static String viewId(int file, int times, int megabytesPerSecond) {
    return String.format("%08x-%04x-4000-8000-%012x", file, times, megabytesPerSecond);
  }

  String url() {
    return "http://localhost:" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Serves until the process that started it ends. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Thread parent = new Thread(ExportServer::endWithParent);
    parent.setDaemon(true);
    parent.start();
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      while (true) {
        SocketChannel client = server.accept();
        new Thread(() -> respond(client, folder)).start();
      }
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // As above: the parent process has ended.
    }
    System.exit(0);
  }

  private static void respond(SocketChannel client, Path folder) {
    try (client) {
      String request = readRequest(client);
      Matcher parts = REQUEST.matcher(request);
      if (!parts.matches()) {
        throw new IOException("Not an export: " + request);
      }
      int times = Integer.parseInt(parts.group(2), 16);
      long rate = Long.parseLong(parts.group(3), 16) * MEGABYTE;
      Path file = folder.resolve(Integer.parseInt(parts.group(1), 16) + ".csv");
      try (FileChannel csv = FileChannel.open(file)) {
        long header = lengthOfFirstLine(csv);
        long length = header + times * (csv.size() - header);
        String head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\nContent-Length: "
                + length
                + "\r\n\r\n";
        client.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        Link link = new Link(client, rate);
        link.send(csv, 0, header);
        for (int i = 0; i < times; i++) {
          link.send(csv, header, csv.size());
        }
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  private static String readRequest(SocketChannel client) throws IOException {
    StringBuilder request = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    while (request.indexOf("\r\n\r\n") < 0) {
      if (client.read(buffer.clear()) < 0) {
        throw new IOException("The client left");
      }
      request.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
    }
    return request.substring(0, request.indexOf("\r\n"));
  }

  private static long lengthOfFirstLine(FileChannel csv) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(PIECE);
    csv.read(start, 0);
    int i = 0;
    while (start.get(i) != '\n') {
      i++;
    }
    return i + 1L;
  }

  /** Limits the bytes sent in a second; 0 means no limit. */
  private static final class Link {
    private final SocketChannel client;
    private final long bytesPerSecond;
    private final long start = System.nanoTime();
    private long sent;

    Link(SocketChannel client, long bytesPerSecond) {
      this.client = client;
      this.bytesPerSecond = bytesPerSecond;
    }

    void send(FileChannel file, long from, long to) throws IOException {
      long position = from;
      while (position < to) {
        long piece = bytesPerSecond == 0 ? to - position : Math.min(PIECE, to - position);
        long count = file.transferTo(position, piece, client);
        position += count;
        sent += count;
        await();
      }
    }

    private void await() {
      if (bytesPerSecond > 0) {
        long due = start + (long) (1e9 * sent / bytesPerSecond);
        long early = due - System.nanoTime();
        if (early > 1_000_000) {
          try {
            Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
          } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
          }
        }
      }
    }
  }
}
