package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.Speech;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that a server does takes more than a bounded memory, or keeps a read for ever. */
class HostileServerTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;
  private static final long MEGABYTE = 1024 * 1024;
  private static final Duration SHORT = Duration.ofMillis(400);

  /** What the sockets on the way may hold, on any system. */
  private static final long IN_FLIGHT = 16 * MEGABYTE;

  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n";

  private final Warnings warnings = Warnings.ofRetries();

  @AfterEach
  void close() {
    warnings.close();
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void headersBeyondAllMeasureAreRefused(Speech speech) {
    try (Simulator pigment = speech.builder().start()) {
      pigment.always(Fault.header("X-Padding", "x".repeat(300 * 1024)));

      String failure = failure(TestClient.of(pigment).maxRetries(1));

      assertTrue(failure.contains(" broke before its first byte: "), failure);
      assertTrue(failure.length() < 1_000, failure);
    }
  }

  @Test
  void aHeaderLineWithoutEndIsRefused() {
    try (HostileServer server = HostileServer.endless("HTTP/1.1 200 OK\r\nX-Padding: ", "x")) {
      String failure = failure(TestClient.of(server.url()).maxRetries(1));

      assertTrue(failure.contains(" broke before its first byte: "), failure);
      assertTrue(failure.length() < 1_500, failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void headersWithoutEndAreRefused() {
    try (HostileServer server = HostileServer.endless("HTTP/1.1 200 OK\r\n", "X-More: x\r\n")) {
      String failure = failure(TestClient.of(server.url()).maxRetries(1));

      assertTrue(failure.contains(" broke before its first byte: "), failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void aStatusLineThatQuotesTheKeyIsNotQuoted() {
    String line = "HTTP/9.9 " + Simulator.API_KEY + "\r\n\r\n";
    try (HostileServer server =
        HostileServer.answering(out -> out.write(line.getBytes(US_ASCII)))) {
      PigmentException failure =
          assertThrows(
              PigmentException.class, () -> TestClient.of(server.url()).maxRetries(1).export(VIEW));

      assertTrue(failure.getMessage().contains("Unexpected status line"), failure.getMessage());
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertFalse(cause.toString().contains(Simulator.API_KEY), cause::toString);
      }
      assertFalse(warnings.take().toString().contains(Simulator.API_KEY));
    }
  }

  @Test
  void aServerThatTakesAConnectionAndSaysNothingOfTlsTimesOutAsIfThereWereNone() {
    try (HostileServer server = HostileServer.answering(out -> Thread.sleep(60_000))) {
      String address = server.url().replace("http:", "https:");

      String failure =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> failure(TestClient.of(address).maxRetries(1).connectTimeout(SHORT)));

      assertTrue(
          failure.contains("no connection to " + address + " within connectTimeout (0.4 s)"),
          failure);
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void anAnswerMayTakeLongerThanConnecting(Speech speech) {
    try (Simulator pigment = speech.builder().start()) {
      pigment.next(Fault.delay(SHORT.multipliedBy(3)));

      TestClient.of(pigment).maxRetries(0).connectTimeout(SHORT).export(VIEW);
    }
  }

  @Test
  void headersThatTrickleTimeOut() {
    try (HostileServer server =
        HostileServer.answering(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nX-Padding: ".getBytes(US_ASCII));
              while (true) {
                out.write('x');
                Thread.sleep(20);
              }
            })) {
      String failure = failure(TestClient.of(server.url()).maxRetries(1).readTimeout(SHORT));

      assertTrue(failure.contains("before its first byte"), failure);
      assertTrue(
          failure.contains(
              "did not send all of the headers of its answer within connectTimeout and readTimeout"),
          failure);
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void aBodyThatTricklesEndsTheExport(Speech speech) {
    try (Simulator pigment = speech.builder().start()) {
      pigment.always(Fault.slow(50));

      String failure = failure(TestClient.of(pigment).maxRetries(1).readTimeout(SHORT));

      assertTrue(failure.contains(" bytes came within readTimeout, the server trickles"), failure);
    }
  }

  @Test
  void aChunkWhoseFirstLineTricklesEndsTheExport() {
    try (HostileServer server =
        HostileServer.answering(
            out -> {
              out.write(
                  (OK + "Transfer-Encoding: chunked\r\n\r\n4\r\na;b\n\r\n4;x").getBytes(US_ASCII));
              while (true) {
                out.write('x');
                Thread.sleep(20);
              }
            })) {
      String failure = failure(TestClient.of(server.url()).maxRetries(1).readTimeout(SHORT));

      assertTrue(failure.contains(" broke after 4 bytes: "), failure);
      assertTrue(failure.contains(" did not send all of the next part of its answer "), failure);
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aSlowButSteadyBodyIsRead() {
    try (Simulator pigment = Simulator.start()) {
      pigment.always(Fault.slow(10_000));
      TestClient client = TestClient.of(pigment).readTimeout(SHORT);

      // Longer than readTimeout, and far more than 1024 bytes in it.
      assertEquals(
          TestClient.of(pigment).export(Simulator.largeView(100)).length,
          client.export(Simulator.largeView(100)).length);
      assertEquals(0, client.counters().retries());
    }
  }

  @Test
  void theTimeThatTheReaderTakesIsNotTheServers() throws IOException, InterruptedException {
    try (Simulator pigment = Simulator.start();
        ExportStream export = TestClient.of(pigment).readTimeout(SHORT).open(VIEW)) {
      int count = 0;
      while (export.read() >= 0) {
        if (count++ % 200 == 0) {
          Thread.sleep(SHORT.toMillis() / 2);
        }
      }
      assertEquals(575, count);
    }
  }

  @Test
  void anErrorPageWithoutEndIsQuotedAndLeft() {
    try (HostileServer server =
        HostileServer.endless("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n", "It is broken. ")) {
      String failure = failure(TestClient.of(server.url()).maxRetries(0));

      assertTrue(failure.contains("It said: It is broken. It is broken."), failure);
      assertTrue(failure.length() < 1_000, failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void anErrorPageOfTwoHundredMegabytesIsQuotedAndLeft() {
    byte[] part = "broken ".repeat(10_000).getBytes(US_ASCII);
    try (HostileServer server =
        HostileServer.answering(
            out -> {
              out.write("HTTP/1.1 404 No\r\nContent-Length: 210000000\r\n\r\n".getBytes(US_ASCII));
              for (int i = 0; i < 3_000; i++) {
                out.write(part);
              }
            })) {
      String failure = failure(TestClient.of(server.url()).maxRetries(0));

      assertTrue(failure.startsWith("Pigment answered 404 for view " + VIEW), failure);
      assertTrue(failure.contains("It said: broken broken "), failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void anErrorPageThatTricklesIsQuotedAsFarAsItCame() {
    try (HostileServer server =
        HostileServer.answering(
            out -> {
              out.write("HTTP/1.1 404 No\r\nConnection: close\r\n\r\nNot he".getBytes(US_ASCII));
              while (true) {
                out.write('r');
                Thread.sleep(100);
              }
            })) {
      String failure = failure(TestClient.of(server.url()));

      assertTrue(failure.contains("It said: Not herr"), failure);
    }
  }

  @Test
  void anExportThatUnpacksToGigabytesTakesNoMoreMemoryThanAnother() throws IOException {
    byte[] packed = packed(new byte[(int) (4 * MEGABYTE)]);
    try (HostileServer server =
            HostileServer.answering(
                out -> {
                  out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(US_ASCII));
                  out.write(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0});
                  while (true) {
                    out.write(packed);
                  }
                });
        ExportStream export = TestClient.of(server.url()).open(VIEW)) {
      byte[] buffer = new byte[256 * 1024];
      long received = export.readNBytes(buffer, 0, buffer.length);
      long before = usedHeap();
      while (received < 256 * MEGABYTE) {
        received += export.readNBytes(buffer, 0, buffer.length);
      }
      long grown = usedHeap() - before;

      assertTrue(grown < 16 * MEGABYTE, grown + " bytes more");
    }
  }

  @Test
  void aReaderThatStopsReadingStopsTheDownload() throws IOException, InterruptedException {
    try (HostileServer server = HostileServer.endless(OK + "\r\n", "1;2;3\n");
        InputStream export =
            ReadAheadStream.of(
                TestClient.of(server.url()).open(VIEW), () -> false, "test-download")) {
      assertEquals('1', export.read());
      Thread.sleep(300);
      long sent = server.sent();
      Thread.sleep(300);

      assertEquals(sent, server.sent());
      assertTrue(sent < IN_FLIGHT, sent + " bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(Speech.class)
  void anExportThatIsClosedHalfReadLeavesNoConnectionBehind(Speech speech) throws Exception {
    try (Simulator pigment = speech.builder().start()) {
      ExportStream export = TestClient.of(pigment).open(Simulator.largeView(1_000_000));
      assertEquals('C', export.read());
      export.close();

      assertEquals(0, connectionsOf(export), "else OkHttp complains of a leak a minute later");
    }
  }

  private static int connectionsOf(ExportStream export) throws ReflectiveOperationException {
    Field client = ExportStream.class.getDeclaredField("client");
    Field http = PigmentClient.class.getDeclaredField("http");
    client.setAccessible(true);
    http.setAccessible(true);
    return ((OkHttpClient) http.get(client.get(export))).connectionPool().connectionCount();
  }

  /** A part of a gzip stream, as often as one likes. */
  private static byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, true);
    try (DeflaterOutputStream zip = new DeflaterOutputStream(packed, deflater, 512, true)) {
      zip.write(plain);
      zip.flush();
      return packed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static String failure(TestClient client) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage());
  }
}
