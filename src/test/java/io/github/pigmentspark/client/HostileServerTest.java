package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.http.HttpClients;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.TestSettings;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No server can make a read use unbounded memory. */
class HostileServerTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;
  private static final long MEGABYTE = 1024 * 1024;
  private static final Duration SHORT = Duration.ofMillis(400);

  /** The most that buffers of sockets hold, on any system. */
  private static final long IN_FLIGHT = 16 * MEGABYTE;

  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n";

  private final Warnings warnings = Warnings.ofRetries();

  @AfterEach
  void close() {
    warnings.close();
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void rejectsHugeHeader(HttpVersion version) {
    try (Simulator pigment = version.builder().start()) {
      pigment.always(Fault.header("X-Padding", "x".repeat(300 * 1024)));

      String failure = failure(TestClient.of(pigment).maxRetries(1));

      assertTrue(failure.contains(" failed before its first byte: "), failure);
      assertTrue(failure.length() < 1_000, failure);
    }
  }

  @Test
  void rejectsEndlessHeaders() {
    try (HostileServer server = HostileServer.endless("HTTP/1.1 200 OK\r\n", "X-More: x\r\n")) {
      String failure = failure(TestClient.of(server.url()).maxRetries(1));

      assertTrue(failure.contains(" failed before its first byte: "), failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void redactsKeyInStatusLine() {
    String line = "HTTP/9.9 " + Simulator.API_KEY + "\r\n\r\n";
    try (HostileServer server = HostileServer.replying(out -> out.write(line.getBytes(US_ASCII)))) {
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
  void connectTimeoutAppliesToTls() {
    try (HostileServer server = HostileServer.replying(out -> Thread.sleep(60_000))) {
      String url = server.url().replace("http:", "https:");

      String failure =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () -> failure(TestClient.of(url).maxRetries(1).connectTimeout(SHORT)));

      assertTrue(failure.contains("no connection within connectTimeout (0.4 s)"), failure);
      assertEquals(2, server.connections());
    }
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void connectTimeoutDoesNotApplyToResponse(HttpVersion version) {
    try (Simulator pigment = version.builder().start()) {
      pigment.next(Fault.delay(SHORT.multipliedBy(3)));

      TestClient.of(pigment).maxRetries(0).connectTimeout(SHORT).export(VIEW);
    }
  }

  @Test
  void readTimeoutDoesNotLimitTheWholeExport() {
    try (Simulator pigment = Simulator.start()) {
      pigment.always(Fault.slow(10_000));
      TestClient client = TestClient.of(pigment).readTimeout(SHORT);

      // Takes longer than readTimeout.
      assertEquals(
          TestClient.of(pigment).export(Simulator.largeView(100)).length,
          client.export(Simulator.largeView(100)).length);
      assertEquals(0, client.counters().retries());
    }
  }

  @Test
  void quotesStartOfEndlessErrorPage() {
    try (HostileServer server =
        HostileServer.endless("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n", "It is broken. ")) {
      String failure = failure(TestClient.of(server.url()).maxRetries(0));

      assertTrue(
          failure.contains("The response starts with: It is broken. It is broken."), failure);
      assertTrue(failure.length() < 1_000, failure);
      assertTrue(server.sent() < IN_FLIGHT, server.sent() + " bytes");
    }
  }

  @Test
  void quotesErrorPageThatTrickles() {
    try (HostileServer server =
        HostileServer.replying(
            out -> {
              out.write("HTTP/1.1 404 No\r\nConnection: close\r\n\r\nNot he".getBytes(US_ASCII));
              while (true) {
                out.write('r');
                Thread.sleep(100);
              }
            })) {
      String failure = failure(TestClient.of(server.url()));

      assertTrue(failure.contains("The response starts with: Not herr"), failure);
    }
  }

  @Test
  void decompressesGigabytesInConstantMemory() throws IOException {
    byte[] packed = packed(new byte[(int) (4 * MEGABYTE)]);
    try (HostileServer server =
            HostileServer.replying(
                out -> {
                  out.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(US_ASCII));
                  out.write(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0});
                  while (true) {
                    out.write(packed);
                  }
                });
        InputStream export = TestClient.of(server.url()).open(VIEW)) {
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
  void downloadStopsIfTheConsumerDoes() throws IOException, InterruptedException {
    try (HostileServer server = HostileServer.endless(OK + "\r\n", "1;2;3\n");
        InputStream export =
            ReadAheadStream.of(
                TestClient.of(server.url()).open(VIEW), () -> false, "test-download")) {
      assertEquals('1', export.read());
      long sent = 0;
      while (sent < server.sent() && sent < IN_FLIGHT) {
        sent = server.sent();
        Thread.sleep(300);
      }

      assertTrue(sent < IN_FLIGHT, sent + " bytes");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void closeLeavesNoConnectionOpen(HttpVersion version) throws Exception {
    try (Simulator pigment = version.builder().start()) {
      ConnectionSettings settings = TestSettings.builder(pigment.url(), Simulator.API_KEY).build();
      ConnectionPool connections = new ConnectionPool(0, 1, TimeUnit.MINUTES);
      OkHttpClient http = HttpClients.create(settings, connections);
      Request request =
          new Request.Builder()
              .url(pigment.url() + "/api/export/view/" + Simulator.largeView(1_000_000))
              .build();
      ExportStream export =
          new ExportStream(
              settings,
              ExportRequest.builder(ExportKind.VIEW, "v", DateFormat.ISO8601).build(),
              () -> http.newCall(request),
              new TransferCounters());
      assertEquals('C', export.read());
      assertEquals(1, connections.connectionCount());

      export.close();

      assertEquals(0, connections.connectionCount());
    }
  }

  /** Returns deflated data that can be repeated. */
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
