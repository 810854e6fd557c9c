package io.github.pigmentspark.simulator;

import static io.github.pigmentspark.simulator.Simulator.EXAMPLE_VIEW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SimulatorClient.Received;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import okhttp3.internal.http2.StreamResetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The effects of each fault on an OkHttp client, on each protocol. */
@ParameterizedClass
@EnumSource
class FaultTest {
  private final HttpVersion version;
  private final Simulator simulator;
  private final SimulatorClient client;
  private final byte[] whole;

  FaultTest(HttpVersion version) {
    this.version = version;
    simulator = version.builder().start();
    client = SimulatorClient.of(simulator);
    whole = client.export(EXAMPLE_VIEW).bytes();
  }

  @AfterEach
  void close() {
    client.close();
    simulator.close();
  }

  @Test
  void queuedFaultsApplyToOneExportEach() {
    simulator.next(Fault.status(503), Fault.none(), Fault.status(429));

    assertEquals(List.of(503, 200, 429, 200), statusesOf(4));
  }

  @Test
  void lastingFaultAppliesAfterQueuedOnesUntilRemoved() {
    simulator.always(Fault.status(500));
    simulator.next(Fault.status(503));

    assertEquals(List.of(503, 500, 500), statusesOf(3));
    simulator.behave();
    assertEquals(List.of(200), statusesOf(1));
  }

  @Test
  void faultsDoNotApplyToOtherRequests() {
    simulator.next(Fault.status(503));

    assertEquals(404, client.export("no/export").status());
    assertEquals(503, client.export(EXAMPLE_VIEW).status());
  }

  @Test
  void statusHasProblemBodyAndOptionalRetryAfter() {
    simulator.next(
        Fault.status(429).retryAfter("7"), Fault.status(502, "text/html", "<h1>no</h1>"));

    Received tooMany = client.export(EXAMPLE_VIEW);
    assertEquals("7", tooMany.header("Retry-After"));
    assertTrue(tooMany.text().contains("\"title\":\"Too Many Requests\""), tooMany.text());
    Received badGateway = client.export(EXAMPLE_VIEW);
    assertEquals("<h1>no</h1>", badGateway.text());
    assertEquals("text/html", badGateway.header("Content-Type"));
  }

  @Test
  void redirectToOtherHostDropsKey() {
    try (Simulator other = Simulator.start()) {
      simulator.next(Fault.redirectTo(other.url() + "/elsewhere"));

      assertEquals(404, client.export(EXAMPLE_VIEW).status());
      assertEquals("/elsewhere", other.requests().get(0).path());
      assertTrue(other.requests().get(0).header("Authorization").isEmpty());
    }
  }

  @Test
  void noResponseClosesConnection() {
    simulator.next(Fault.noResponse());

    Received received = client.export(EXAMPLE_VIEW);

    assertEquals(0, received.status());
    // On HTTP/2 OkHttp's writer or its reader notices first, each with another message.
    assertInstanceOf(IOException.class, received.failure());
    assertServedOnANewConnection();
  }

  @Test
  void refusedStreamIsResetBeforeResponse() {
    simulator.next(Fault.refusedStream());

    Received received = client.export(EXAMPLE_VIEW);

    assertEquals(0, received.status());
    assertFailure(received, "unexpected end of stream on", "REFUSED_STREAM");
    assertEquals(SimulatorRequest.Outcome.BROKEN_OFF, last().outcome());
    assertEquals("/api/export/view/" + EXAMPLE_VIEW, last().path());
  }

  @Test
  void okHttpRetriesOnUsedConnectionIfThereIsNoResponse() {
    try (SimulatorClient retrying = SimulatorClient.retrying(simulator)) {
      retrying.export(EXAMPLE_VIEW);
      simulator.next(Fault.refusedStream(), Fault.none(), Fault.noResponse());

      assertArrayEquals(whole, retrying.export(EXAMPLE_VIEW).bytes());
      assertArrayEquals(whole, retrying.export(EXAMPLE_VIEW).bytes());
      assertEquals(6, simulator.requests().size());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 575})
  void clientNoticesCutAfterExactlyNBytes(long n) {
    simulator.next(Fault.cutAfter(n));

    assertBrokenAfter(n, "CANCEL");
    assertServedOnANewConnection();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 100, 575})
  void clientNoticesResetAfterExactlyNBytes(long n) {
    simulator.next(Fault.resetAfter(n));

    assertBrokenAfter(n, "INTERNAL_ERROR");
  }

  @Test
  void cutInLargeViewDeliversAllBytesBeforeIt() {
    String view = Simulator.largeView(1_000_000);
    simulator.next(Fault.endAfter(20_000_003), Fault.cutAfter(20_000_003));

    Received ended = client.export(view);
    Received cut = client.export(view);

    assertNull(ended.failure());
    assertEquals(20_000_003, cut.bytes().length);
    assertArrayEquals(ended.bytes(), cut.bytes());
  }

  @Test
  void goAwayCompletesBodyAndEndsConnection() throws Exception {
    simulator.next(Fault.goAwayAfter(100));

    Received received = client.export(EXAMPLE_VIEW);

    assertNull(received.failure());
    assertArrayEquals(whole, received.bytes());
    try (SimulatorClient retrying = SimulatorClient.retrying(simulator)) {
      assertArrayEquals(whole, retrying.export(EXAMPLE_VIEW).bytes());
    }
    assertEquals(1, last().connection());
  }

  @Test
  void goAwayAndCutSimulateServerShutdown() {
    simulator.next(Fault.goAwayAfter(100).and(Fault.cutAfter(200)));

    assertBrokenAfter(200, "CANCEL");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100})
  void clientDoesNotNoticeCleanEarlyEnd(long n) {
    simulator.next(Fault.endAfter(n));

    Received received = client.export(EXAMPLE_VIEW);

    assertNull(received.failure());
    assertArrayEquals(Arrays.copyOf(whole, (int) n), received.bytes());
    client.export(EXAMPLE_VIEW);
    assertEquals(0, last().connection());
  }

  @Test
  void sendsCorrectContentLength() {
    simulator.next(Fault.contentLength());

    Received received = client.export(EXAMPLE_VIEW);

    assertEquals("575", received.header("Content-Length"));
    assertNull(received.header("Transfer-Encoding"));
    assertArrayEquals(whole, received.bytes());
  }

  @Test
  void clientNoticesTooLargeContentLengthOnHttp1Only() {
    simulator.next(Fault.contentLengthTooLargeBy(10));

    Received received = client.export(EXAMPLE_VIEW);

    assertEquals("585", received.header("Content-Length"));
    assertArrayEquals(whole, received.bytes());
    if (version == HttpVersion.HTTP_2) {
      assertNull(received.failure());
    } else {
      assertInstanceOf(ProtocolException.class, received.failure());
    }
  }

  @Test
  void clientDoesNotNoticeCutOnHttp1IfClosingEndsBody() {
    simulator.next(
        Fault.endedByClosing(), Fault.endedByClosing().and(Fault.cutAfter(100)), Fault.none());

    Received received = client.export(EXAMPLE_VIEW);
    Received cut = client.export(EXAMPLE_VIEW);

    assertNull(received.failure());
    assertNull(received.header("Transfer-Encoding"));
    assertArrayEquals(whole, received.bytes());
    assertEquals(100, cut.bytes().length);
    if (version == HttpVersion.HTTP_2) {
      assertInstanceOf(StreamResetException.class, cut.failure());
    } else {
      assertEquals("close", received.header("Connection"));
      assertNull(cut.failure());
    }
  }

  @Test
  void stallPausesBodyAndDelayPausesHeaders() {
    simulator.next(
        Fault.stallAfter(100, Duration.ofMillis(300)), Fault.delay(Duration.ofMillis(300)));

    for (int i = 0; i < 2; i++) {
      long start = System.nanoTime();
      assertArrayEquals(whole, client.export(EXAMPLE_VIEW).bytes());
      assertTrue(System.nanoTime() - start >= 300_000_000);
    }
  }

  @Test
  void slowLimitsSpeedOfBody() {
    simulator.next(Fault.slow(1_000));

    long start = System.nanoTime();
    assertArrayEquals(whole, client.export(EXAMPLE_VIEW).bytes());

    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis >= 575 && millis < 10_000, millis + " ms for 575 bytes at 1000 a second");
  }

  @Test
  void otherContentHasStatus200() {
    simulator.next(Fault.loginPage(), Fault.jsonError(), Fault.empty());

    Received page = client.export(EXAMPLE_VIEW);
    assertEquals("200 text/html; charset=utf-8", page.status() + " " + page.header("Content-Type"));
    assertTrue(page.text().startsWith("<!DOCTYPE html>"));
    Received json = client.export(EXAMPLE_VIEW);
    assertEquals(
        "200 application/json; charset=utf-8", json.status() + " " + json.header("Content-Type"));
    Received empty = client.export(EXAMPLE_VIEW);
    assertEquals(
        "200 text/csv; charset=utf-8", empty.status() + " " + empty.header("Content-Type"));
    assertEquals(0, empty.bytes().length);
  }

  @Test
  void changedRecordDiffersInOneDigit() {
    simulator.next(Fault.changedRecord(12));

    List<String> lines = client.export(EXAMPLE_VIEW).lines();

    assertEquals("DE;Jan 21;16.66666666666667;50.00;33.33333333333334", lines.get(13));
    assertEquals(17, lines.size());
  }

  @Test
  void overwrittenChangesOnlyItsRange() {
    simulator.next(Fault.overwritten(8, "MONTH"));

    String text = client.export(EXAMPLE_VIEW).text();

    assertTrue(text.startsWith("Country;MONTH;Cost;"), text);
    assertEquals(whole.length, text.length());
  }

  @Test
  void reorderedSwapsRecordsInPairs() {
    simulator.next(Fault.reordered());

    List<String> lines = client.export(EXAMPLE_VIEW).lines();

    List<String> good = client.export(EXAMPLE_VIEW).lines();
    assertNotEquals(good, lines);
    assertEquals(good.get(0), lines.get(0));
    assertEquals(good.get(2), lines.get(1));
    assertEquals(good.get(1), lines.get(2));
    assertEquals(good.stream().sorted().toList(), lines.stream().sorted().toList());
  }

  @Test
  void clientNoticesEveryEarlyEndOfCompressedBody() {
    try (Simulator zipping = version.builder().gzip().start();
        SimulatorClient visitor = SimulatorClient.of(zipping)) {
      for (Fault fault : List.of(Fault.endAfter(100), Fault.cutAfter(100), Fault.resetAfter(100))) {
        zipping.next(fault);
        assertInstanceOf(
            IOException.class, visitor.export(EXAMPLE_VIEW).failure(), fault::toString);
        List<SimulatorRequest> requests = zipping.requests();
        assertEquals(100, requests.get(requests.size() - 1).bytesSent());
      }
    }
  }

  @Test
  void rejectsInvalidArguments() {
    assertThrows(IllegalArgumentException.class, () -> Fault.cutAfter(-1));
    assertThrows(IllegalArgumentException.class, () -> Fault.slow(0));
  }

  private List<Integer> statusesOf(int exports) {
    return IntStream.range(0, exports).mapToObj(i -> client.export(EXAMPLE_VIEW).status()).toList();
  }

  private void assertBrokenAfter(long n, String http2Error) {
    Received received = client.export(EXAMPLE_VIEW);

    assertEquals(200, received.status());
    assertArrayEquals(Arrays.copyOf(whole, (int) n), received.bytes());
    if (version == HttpVersion.HTTP_2) {
      assertFailure(received, null, http2Error);
    } else {
      assertInstanceOf(EOFException.class, received.failure());
    }
    assertEquals(n, last().bytesSent());
    assertEquals(SimulatorRequest.Outcome.BROKEN_OFF, last().outcome());
  }

  private void assertFailure(Received received, String http1Message, String http2Error) {
    String message = received.failure().getMessage();
    if (version == HttpVersion.HTTP_2) {
      assertInstanceOf(StreamResetException.class, received.failure());
      assertEquals("stream was reset: " + http2Error, message);
    } else {
      assertTrue(message.startsWith(http1Message), message);
    }
  }

  private void assertServedOnANewConnection() {
    assertArrayEquals(whole, client.export(EXAMPLE_VIEW).bytes());
    assertEquals(1, last().connection());
  }

  private SimulatorRequest last() {
    List<SimulatorRequest> requests = simulator.requests();
    return requests.get(requests.size() - 1);
  }
}
