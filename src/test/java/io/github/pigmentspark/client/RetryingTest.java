package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries of an export: after which failures, how often and when. */
@ParameterizedClass
@EnumSource(HttpVersion.class)
class RetryingTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;

  private final Simulator pigment;
  private final TestClient client;
  private final byte[] export;
  private final Warnings warnings = Warnings.ofRetries();

  RetryingTest(HttpVersion version) {
    pigment = version.builder().start();
    client = TestClient.of(pigment);
    export = client.export(VIEW);
  }

  @AfterEach
  void close() {
    warnings.close();
    pigment.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 529})
  void retriesTransientStatusOnce(int status) {
    pigment.next(Fault.status(status).retryAfter("0"));

    assertSurvivedWithRetries(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 503})
  void retriesTransientStatusWithoutRetryAfter(int status) {
    pigment.next(Fault.status(status));

    assertSurvivedWithRetries(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 400, 401, 403, 404, 413, 422, 501})
  void doesNotRetryPermanentStatus(int status) {
    pigment.always(Fault.status(status).retryAfter("0"));

    String failure = failure();

    assertTrue(failure.startsWith("Pigment returned " + status + " for view " + VIEW), failure);
    assertRequests(1);
  }

  @Test
  void retriesConnectionThatEndsWithoutResponse() {
    pigment.next(Fault.noResponse());

    assertSurvivedWithRetries(1);
  }

  @Test
  void retriesRefusedStream() {
    pigment.next(Fault.refusedStream(), Fault.refusedStream());

    assertSurvivedWithRetries(2);
  }

  @Test
  void retriesAfterStall() {
    pigment.next(
        Fault.stallAfter(100, Duration.ofSeconds(30)), Fault.delay(Duration.ofSeconds(30)));
    client.readTimeout(Duration.ofMillis(500));

    assertSurvivedWithRetries(2);
    assertTrue(warnings.take().get(0).contains("readTimeout"));
  }

  @Test
  void usesANewConnectionForEachRequest() {
    assertArrayEquals(export, client.export(VIEW));
    pigment.next(Fault.status(503).retryAfter("0"));
    assertArrayEquals(export, client.export(VIEW));

    List<SimulatorRequest> requests = pigment.requests();
    assertEquals(4, requests.size());
    assertEquals(4, requests.stream().map(SimulatorRequest::connection).distinct().count());
  }

  @Test
  void retriesRefusedConnectionUpToMaxRetries() {
    pigment.close();

    String failure = failure();

    assertTrue(failure.contains("failed before its first byte: ConnectException: "), failure);
    assertTrue(failure.contains("Gave up after 5 retries, the limit of maxRetries"), failure);
    assertEquals(6, client.counters().requests());
    assertEquals(5, client.counters().retries());
    assertEquals(5, warnings.take().size());
  }

  @Test
  void sendsOneRequestWithoutRetries() {
    pigment.always(Fault.status(503).retryAfter("0"));
    client.maxRetries(0);

    String failure = failure();

    assertTrue(failure.contains("Gave up after 0 retries, the limit of maxRetries"), failure);
    assertRequests(1);
  }

  @Test
  void countsRetriesOfOneExportTogether() {
    pigment.always(Fault.cutAfter(100));
    client.maxRetries(2);

    String failure = failure();

    assertTrue(failure.contains("Gave up after 2 retries, the limit of maxRetries"), failure);
    assertRequests(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1"})
  void ignoresInvalidRetryAfter(String value) {
    pigment.next(Fault.status(503).retryAfter(value));

    assertSurvivedWithRetries(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"300.0", "3000000000.0", "9999999999.0"})
  void givesUpIfRetryAfterExceedsRetryTimeout(String seconds) {
    pigment.always(Fault.status(503).retryAfter(seconds.replace(".0", "")));

    String failure = failure();

    assertTrue(
        failure.contains(
            "Gave up: the next retry, in " + seconds + " s, would exceed retryTimeout (60.0 s)."),
        failure);
    assertRequests(1);
  }

  @Test
  void waitsLongerAfterRateLimitThanAfterFailure() {
    pigment.always(Fault.status(429));
    client.retryTimeout(Duration.ofSeconds(15));

    String failure = failure();

    assertTrue(failure.contains("Pigment allows 500 requests in 5 minutes"), failure);
    assertTrue(failure.contains("would exceed retryTimeout (15.0 s)"), failure);
  }

  private void assertSurvivedWithRetries(int retries) {
    int before = pigment.requests().size();
    assertArrayEquals(export, client.export(VIEW));
    assertEquals(retries + 1, pigment.requests().size() - before, "requests that came");
    assertEquals(retries + 1, client.counters().requests());
    assertEquals(retries, client.counters().retries());
    assertFalse(warnings.peek().toString().contains(Simulator.API_KEY));
    assertEquals(retries, warnings.peek().size(), "warnings");
  }

  private void assertRequests(int count) {
    assertEquals(count + 1, pigment.requests().size(), "one of the constructor, and these");
    assertEquals(count, client.counters().requests());
    assertEquals(count - 1, client.counters().retries());
    assertEquals(count - 1, warnings.take().size());
  }

  private String failure() {
    return assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
  }
}
