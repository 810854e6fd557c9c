package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejects responses that are truncated, or not an export, wherever HTTP allows to detect it. */
@ParameterizedClass
@EnumSource(HttpVersion.class)
class CompletenessTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;

  private final HttpVersion version;
  private final Simulator pigment;
  private final TestClient client;
  private final byte[] export;
  private final Warnings warnings = Warnings.ofRetries();

  CompletenessTest(HttpVersion version) {
    this.version = version;
    pigment = version.builder().start();
    client = TestClient.of(pigment);
    export = client.export(VIEW);
  }

  @AfterEach
  void close() {
    warnings.close();
    pigment.close();
  }

  @Test
  void resumesIfContentLengthIsNotReached() {
    pigment.next(Fault.contentLengthTooLargeBy(10), Fault.contentLength());

    assertArrayEquals(export, client.export(VIEW));
    assertEquals(1, client.counters().resumes());
  }

  @Test
  void resumesAfterCleanEndBeforeContentLength() {
    pigment.next(Fault.contentLength().and(Fault.endAfter(100)));

    assertArrayEquals(export, client.export(VIEW));
    assertEquals(1, client.counters().resumes());
  }

  @Test
  void failsIfContentLengthIsNeverReached() {
    pigment.always(Fault.contentLengthTooLargeBy(10));

    String failure = failure();

    assertTrue(failure.contains(" failed after 575 bytes: "), failure);
    if (version == HttpVersion.HTTP_2) {
      assertTrue(failure.contains("the body ended after 575 of 585 bytes"), failure);
    }
  }

  @Test
  void retriesCompressedExportShorterThanContentLength() {
    try (Simulator zipping = version.builder().gzip().start()) {
      TestClient client = TestClient.of(zipping);
      zipping.next(Fault.contentLengthTooLargeBy(10), Fault.contentLength());

      assertArrayEquals(export, client.export(VIEW));
      assertEquals(1, client.counters().retries());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"575;x", "575, 576", "-1", "", "9999999999999999999"})
  void rejectsInvalidContentLength(String length) {
    pigment.always(Fault.header("Content-Length", length));

    String failure = failure();

    assertTrue(
        failure.contains("Content-Length is \"" + length + "\", which is not a single number"),
        failure);
  }

  @Test
  void acceptsRepeatedContentLength() {
    pigment.next(
        Fault.header("Content-Length", "575").and(Fault.secondHeader("Content-Length", "576")),
        Fault.header("Content-Length", "575").and(Fault.secondHeader("Content-Length", "575")));

    assertArrayEquals(export, client.export(VIEW));
    assertEquals(1, client.counters().retries());
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 203, 206})
  void rejectsSuccessOtherThan200(int status) {
    pigment.always(Fault.status(status, "text/csv", "Country;Revenue\nFR;100\n"));

    String failure = failure();

    assertTrue(
        failure.startsWith(
            "The export of view "
                + VIEW
                + " may be incomplete: the response has status "
                + status
                + " instead of a plain 200. Check baseUrl and the network,"),
        failure);
    assertEquals(1, client.counters().requests());
  }

  @Test
  void rejectsContentRange() {
    pigment.always(Fault.header("Content-Range", "bytes 0-574/9000"));

    String failure = failure();

    assertTrue(
        failure.contains(": the response has status 200 with a Content-Range instead of"), failure);
  }

  @Test
  void cannotDetectCleanEarlyEndWithoutLength() {
    pigment.next(Fault.endAfter(100));

    // Undetectable here; package csv detects it if a record is truncated.
    assertArrayEquals(Arrays.copyOf(export, 100), client.export(VIEW));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 150})
  void retriesTruncatedGzip(long n) {
    try (Simulator zipping = version.builder().gzip().start()) {
      TestClient client = TestClient.of(zipping);
      zipping.next(
          Fault.endAfter(n),
          Fault.cutAfter(n),
          Fault.resetAfter(n),
          Fault.endedByClosing().and(Fault.cutAfter(n)));

      assertArrayEquals(export, client.export(VIEW));
      assertEquals(4, client.counters().retries());
    }
  }

  @Test
  void rejectsHttp1IfHttp2IsRequired() {
    client.requireHttp2();

    if (version == HttpVersion.HTTP_2) {
      assertArrayEquals(export, client.export(VIEW));
    } else {
      String failure = failure();
      assertTrue(
          failure.startsWith(
              "The export of view " + VIEW + " was sent over HTTP/1.1, but requireHttp2 is set."),
          failure);
      assertEquals(1, client.counters().requests());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html; charset=utf-8 | <html><body>Sign in</body> | type text/html",
        "application/json         | {\"error\":\"busy\"}        | type application/json",
        "application/pdf          | %PDF-1.4                   | type application/pdf",
        "''                       | <!DOCTYPE html><p>Sign in  | no content type and looks like HTML",
        "''                       | {\"error\":\"busy\"}        | no content type and looks like JSON",
        "text/plain               | <html><body>Sign in</body> | type text/plain and looks like HTML",
        "text/plain               | Internal Server Error | type text/plain and looks like text without any line break",
        "text/csv                 | Internal Server Error | type text/csv and looks like text without any line break",
        "text/csv                 | {\"error\":1}         | type text/csv and looks like JSON",
        "application/octet-stream | [{\"error\":\"x\"}] | type application/octet-stream and looks like JSON",
        "text/plain               | []                    | type text/plain and looks like JSON",
        "text/csv; charset=iso-8859-1 | a;b               | type text/csv and charset iso-8859-1 instead of UTF-8",
        "text/plain; charset=\"utf-16\" | a;b           | type text/plain and charset utf-16 instead of UTF-8",
      })
  void rejectsBodyThatIsNotCsv(String contentType, String body, String name) {
    pigment.always(Fault.otherContent(contentType, "  " + body));

    assertEquals(
        "The export of view "
            + VIEW
            + " is not CSV: the response has "
            + name
            + ". Check baseUrl and the network, because the response may come from a proxy or a login"
            + " page. The response starts with: "
            + body,
        failure());
    assertEquals(1, client.counters().requests());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/octet-stream",
        "TEXT/CSV",
        "nonsense",
        "text/csv; charset=UTF8"
      })
  void acceptsCsvWithUnspecificContentType(String contentType) {
    pigment.next(Fault.otherContent(contentType, "a;b\n1;2\n"));

    assertEquals("a;b\n1;2\n", new String(client.export(VIEW)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, <Total>",
    "text/plain, < 1 year",
    "text/plain, {x}",
    "application/octet-stream, [x];y",
    "'', <b>;<p",
    "text/csv, <p>"
  })
  void acceptsHeaderInBrackets(String contentType, String header) {
    pigment.next(Fault.otherContent(contentType, header + "\n1\n"));

    assertEquals(header + "\n1\n", new String(client.export(VIEW)));
  }

  @Test
  void acceptsHeaderLineWithoutRecords() {
    pigment.next(Fault.otherContent("text/csv", "a\n"), Fault.otherContent("", "a;b\r\n"));

    assertEquals("a\n", new String(client.export(VIEW)));
    assertEquals("a;b\r\n", new String(client.export(VIEW)));
  }

  @Test
  void acceptsLongHeaderLine() {
    String header = "a".repeat(1_000_000) + "\n";
    pigment.next(Fault.otherContent("text/csv", header));

    assertEquals(header, new String(client.export(VIEW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip"})
  void decompressesGzipOfSeveralMembers(String encoding) throws IOException {
    byte[] half = new byte[500_000];
    new Random(1).nextBytes(half);
    half[0] = '\n';
    Buffer body = new Buffer().write(gzip(half)).write(gzip(new byte[0])).write(gzip(half));
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Encoding", encoding)
              .addHeader("Content-Type", "text/csv")
              .body(body)
              .build());

      byte[] received = TestClient.of("http://localhost:" + server.getPort()).export(VIEW);

      assertArrayEquals(new Buffer().write(half).write(half).readByteArray(), received);
    }
  }

  @Test
  void rejectsTruncatedAndCorruptGzip() throws IOException {
    byte[] member = gzip("a;b\n1;2\n".getBytes());
    byte[] corrupt = member.clone();
    corrupt[corrupt.length - 6] ^= 1; // A byte of the checksum.
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      List<Buffer> bodies = new ArrayList<>(List.of(new Buffer().write(corrupt)));
      for (int count = 1; count < member.length; count++) {
        bodies.add(new Buffer().write(member).write(member, 0, count));
      }
      for (Buffer body : bodies) {
        server.enqueue(
            new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .addHeader("Content-Type", "text/csv")
                .body(body)
                .build());
        TestClient client = TestClient.of("http://localhost:" + server.getPort()).maxRetries(0);

        String failure =
            assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
        assertTrue(failure.contains(" failed "), failure);
      }
    }
  }

  @Test
  void namesGzipWithoutContentEncoding() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(
          new MockResponse.Builder()
              .addHeader("Content-Type", "text/csv")
              .body(new Buffer().write(gzip("a;b\n".getBytes())))
              .build());
      TestClient client = TestClient.of("http://localhost:" + server.getPort());

      String failure = assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
      assertTrue(failure.contains("looks like gzip data, without Content-Encoding: gzip"), failure);
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  @Test
  void rejectsUnrequestedContentEncoding() {
    pigment.always(Fault.header("Content-Encoding", "br"));

    String failure = failure();

    assertTrue(
        failure.contains("has type text/csv compressed as br, which was not requested."), failure);
  }

  @Test
  void rejectsTwoContentEncodings() {
    pigment.always(
        Fault.header("Content-Encoding", "br").and(Fault.secondHeader("Content-Encoding", "gzip")));

    String failure = failure();

    assertTrue(
        failure.contains("has type text/csv compressed as br, gzip, which was not requested."),
        failure);
  }

  @Test
  void rejectsEmptyBody() {
    pigment.always(Fault.empty());

    assertEquals(
        "The export of view "
            + VIEW
            + " is empty: it has no header line. Open the view in Pigment as the key's owner, and"
            + " check that it shows data.",
        failure());
    assertEquals(1, client.counters().requests());
  }

  private String failure() {
    return assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
  }
}
