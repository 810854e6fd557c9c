package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Measures the pause that {@code Retry-After} requests. */
class RetryAfterWaitTest {
  private final Simulator pigment = Simulator.start();
  private final TestClient client = TestClient.of(pigment);
  private final Warnings warnings = Warnings.ofRetries();

  @AfterEach
  void close() {
    warnings.close();
    pigment.close();
  }

  @Test
  void waitsForSecondsOfRetryAfter() {
    pigment.next(Fault.status(503).retryAfter("1"));

    long start = System.nanoTime();
    export();

    assertBetween(1_000, System.nanoTime() - start);
    assertTrue(warnings.take().get(0).endsWith(" Retrying in 1.0 s (retry 1 of 5)."));
  }

  @Test
  void waitsForDateOfRetryAfter() {
    ZonedDateTime then = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
    pigment.next(Fault.status(429).retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(then)));

    long start = System.nanoTime();
    export();

    assertBetween(900, System.nanoTime() - start);
  }

  private void export() {
    assertEquals(575, client.export(Simulator.EXAMPLE_VIEW).length);
    assertEquals(1, client.counters().retries());
  }

  private static void assertBetween(long millis, long nanos) {
    assertTrue(nanos / 1_000_000 >= millis, nanos + " ns");
    assertTrue(nanos / 1_000_000 < millis + 15_000, nanos + " ns");
  }
}
