package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.Speech;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Less than the whole export, or something else, does not pass for it where that can be known. */
@ParameterizedClass
@EnumSource(Speech.class)
class CompletenessTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;

  private final Speech speech;
  private final Simulator pigment;
  private final TestClient client;
  private final byte[] whole;
  private final Warnings warnings = Warnings.ofRetries();

  CompletenessTest(Speech speech) {
    this.speech = speech;
    pigment = speech.builder().start();
    client = TestClient.of(pigment);
    whole = client.export(VIEW);
  }

  @AfterEach
  void close() {
    warnings.close();
    pigment.close();
  }

  @Test
  void fewerBytesThanAnnouncedAreNotTheEnd() {
    pigment.next(Fault.contentLengthTooLargeBy(10), Fault.contentLength());

    assertArrayEquals(whole, client.export(VIEW));
    assertEquals(1, client.counters().resumes());
  }

  @Test
  void aCleanEndBeforeTheAnnouncedLengthIsNotTheEnd() {
    pigment.next(Fault.contentLength().and(Fault.endAfter(100)));

    assertArrayEquals(whole, client.export(VIEW));
    assertEquals(1, client.counters().resumes());
  }

  @Test
  void aLengthThatIsNeverReachedEndsTheExport() {
    pigment.always(Fault.contentLengthTooLargeBy(10));

    String failure = failure();

    assertTrue(failure.contains(" broke after 575 bytes: "), failure);
    if (speech == Speech.HTTP_2) {
      assertTrue(failure.contains("it ended after 575 of the 585 bytes announced"), failure);
    }
  }

  @Test
  void aCompressedExportThatIsShorterThanAnnouncedIsNotTheEnd() {
    try (Simulator zipping = speech.builder().gzip().start()) {
      TestClient client = TestClient.of(zipping);
      zipping.next(Fault.contentLengthTooLargeBy(10), Fault.contentLength());

      assertArrayEquals(whole, client.export(VIEW));
      assertEquals(1, client.counters().retries());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"575;x", "575, 576", "-1", "", "9999999999999999999"})
  void aLengthThatIsNoNumberIsNotPassedOver(String length) {
    pigment.always(Fault.header("Content-Length", length));

    String failure = failure();

    assertTrue(failure.contains("its Content-Length is " + length + ", not one number"), failure);
  }

  @Test
  void twoLengthsAreTakenIfTheyAreTheSame() {
    pigment.next(
        Fault.header("Content-Length", "575").and(Fault.secondHeader("Content-Length", "576")),
        Fault.header("Content-Length", "575").and(Fault.secondHeader("Content-Length", "575")));

    assertArrayEquals(whole, client.export(VIEW));
    assertEquals(1, client.counters().retries());
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 203, 206})
  void anotherSuccessThanTheOneExpectedIsNoExport(int status) {
    pigment.always(Fault.status(status, "text/csv", "Country;Revenue\nFR;100\n"));

    String failure = failure();

    assertTrue(
        failure.startsWith(
            "The export of view "
                + VIEW
                + " may not be whole: the answer is "
                + status
                + ", where a plain 200 was expected."),
        failure);
    assertEquals(1, client.counters().requests());
  }

  @Test
  void aPartIsNoExportWhateverItsStatus() {
    pigment.always(Fault.header("Content-Range", "bytes 0-574/9000"));

    String failure = failure();

    assertTrue(failure.contains(": the answer is 200 with a Content-Range, where"), failure);
  }

  @Test
  void nothingTellsACleanAndEarlyEndWithoutALength() {
    pigment.next(Fault.endAfter(100));

    // The bound of what can be promised here; the records of such an export are looked at in csv.
    assertArrayEquals(Arrays.copyOf(whole, 100), client.export(VIEW));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 150})
  void aCompressedExportThatEndsEarlyIsNotTheEnd(long n) {
    try (Simulator zipping = speech.builder().gzip().start()) {
      TestClient client = TestClient.of(zipping);
      zipping.next(
          Fault.endAfter(n),
          Fault.cutAfter(n),
          Fault.resetAfter(n),
          Fault.endedByClosing().and(Fault.cutAfter(n)));

      assertArrayEquals(whole, client.export(VIEW));
      assertEquals(4, client.counters().retries());
    }
  }

  @Test
  void http1IsRefusedWhereHttp2IsRequired() {
    client.requireHttp2();

    if (speech == Speech.HTTP_2) {
      assertArrayEquals(whole, client.export(VIEW));
    } else {
      String failure = failure();
      assertTrue(
          failure.startsWith(
              "The export of view " + VIEW + " came over HTTP/1.1, but requireHttp2 is set."),
          failure);
      assertEquals(1, client.counters().requests());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html; charset=utf-8 | <html><body>Sign in</body> | text/html",
        "application/json         | {\"error\":\"busy\"}        | application/json",
        "application/pdf          | %PDF-1.4                   | application/pdf",
        "''                       | <!DOCTYPE html><p>Sign in  | no content type and what looks like HTML",
        "''                       | {\"error\":\"busy\"}        | no content type and what looks like JSON",
        "text/plain               | <html><body>Sign in</body> | text/plain and what looks like HTML",
      })
  void whatIsNotCsvIsNamedWithItsFirstWords(String contentType, String body, String name) {
    pigment.always(Fault.otherContent(contentType, "\r\n  " + body));

    assertEquals(
        "The export of view "
            + VIEW
            + " is not CSV: the answer is 200 with "
            + name
            + ". Something between Spark and Pigment (a proxy, a login page) may have answered"
            + " instead; check baseUrl and the network. It said: "
            + body,
        failure());
    assertEquals(1, client.counters().requests());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/octet-stream", "TEXT/CSV", "nonsense"})
  void csvUnderAnotherNameIsCsv(String contentType) {
    pigment.next(Fault.otherContent(contentType, "a;b\n1;2\n"));

    assertEquals("a;b\n1;2\n", new String(client.export(VIEW)));
  }

  @Test
  void aPackingThatWasNotAskedForIsNamed() {
    pigment.always(Fault.header("Content-Encoding", "br"));

    String failure = failure();

    assertTrue(
        failure.contains("200 with text/csv packed as br, which was not asked for."), failure);
  }

  @Test
  void twoPackingsAreNotTakenForTheLastOne() {
    pigment.always(
        Fault.header("Content-Encoding", "br").and(Fault.secondHeader("Content-Encoding", "gzip")));

    String failure = failure();

    assertTrue(
        failure.contains("200 with text/csv packed as br, gzip, which was not asked for."),
        failure);
  }

  @Test
  void anEmptyAnswerIsNoExport() {
    pigment.always(Fault.empty());

    assertEquals(
        "The export of view "
            + VIEW
            + " is empty: not even a header line came. Open the view in Pigment as the owner of the"
            + " key, and check that it shows data.",
        failure());
    assertEquals(1, client.counters().requests());
  }

  private String failure() {
    return assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
  }
}
