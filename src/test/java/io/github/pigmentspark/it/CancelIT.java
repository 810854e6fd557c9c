package io.github.pigmentspark.it;

import static io.github.pigmentspark.it.ReadIT.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a read ends for any reason, its HTTP call and its threads end within a second. */
@Tag("spark-matrix")
class CancelIT extends SparkTest {
  private static final String SCHEMA = "Code STRING, Country STRING";
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final Duration LONGER = Duration.ofMillis(1500);

  @Test
  void cancelledJobEndsTheRequestWhileRowsArrive() {
    cancelEndsTheCall(Fault.slow(1_000_000));
  }

  @Test
  void cancelledJobEndsAStalledRequest() {
    cancelEndsTheCall(Fault.stallAfter(1_000_000, LONGER));
  }

  @Test
  void cancelledJobEndsTheRequestBeforeTheFirstByte() {
    cancelEndsTheCall(Fault.delay(LONGER).and(Fault.slow(1_000_000)));
  }

  @Test
  void cancelledJobEndsTheRequestOverHttp2() {
    pigment.close();
    pigment = Simulator.builder().trustedTls().start();
    cancelEndsTheCall(Fault.slow(1_000_000));
    assertEquals("HTTP/2", pigment.requests().get(0).protocol());
  }

  @Test
  void cancelledJobEndsThePauseBeforeARetry() {
    pigment.always(Fault.status(503).retryAfter("300"));
    CompletableFuture<Void> read = startReading("waiting");
    await(() -> pigment.requests().size() == 1);

    spark.sparkContext().cancelJobGroup("waiting");
    await(() -> downloads().isEmpty());
    assertTrue(failureOf(read::join).contains("cancel"));
    assertEquals(1, pigment.requests().size());
  }

  private void cancelEndsTheCall(Fault fault) {
    pigment.always(fault);
    CompletableFuture<Void> read = startReading("cancelled");
    await(() -> pigment.requests().size() == 1);
    SimulatorRequest request = pigment.requests().get(0);

    long start = System.nanoTime();
    spark.sparkContext().cancelJobGroup("cancelled");
    await(() -> downloads().isEmpty());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertTrue(took.compareTo(ONE_SECOND) < 0, "it took " + took);
    // The server itself learns of it when it next writes.
    await(() -> request.outcome() == SimulatorRequest.Outcome.ABANDONED);
    await(() -> pigment.openConnections() == 0);
    assertTrue(failureOf(read::join).contains("cancel"));
    assertEquals(1, pigment.requests().size(), "a cancelled call is not tried again");
  }

  private CompletableFuture<Void> startReading(String group) {
    Dataset<Row> view = read().schema(SCHEMA).load(Simulator.largeView(5_000_000));
    return CompletableFuture.runAsync(
        () -> {
          spark.sparkContext().setJobGroup(group, "a read to cancel", false);
          view.foreach((ForeachFunction<Row>) row -> {});
        });
  }

  @Test
  void failedQueryEndsTheRequest() {
    Dataset<Row> view = read().schema(SCHEMA).load(Simulator.largeView(5_000_000));
    assertTrue(
        failureOf(() -> view.selectExpr("raise_error(Code)").collectAsList()).contains("000000"));

    SimulatorRequest request = pigment.requests().get(0);
    await(() -> request.outcome() == SimulatorRequest.Outcome.ABANDONED && downloads().isEmpty());
  }

  @Test
  void limitEndsTheRequest() {
    read().schema(SCHEMA).load(Simulator.largeView(5_000_000)).limit(10).collectAsList();

    SimulatorRequest request = pigment.requests().get(0);
    await(() -> request.outcome() == SimulatorRequest.Outcome.ABANDONED && downloads().isEmpty());
  }

  @Test
  void leaksNothingAfterManyReads() {
    for (int i = 0; i < 20; i++) {
      load(Simulator.EXAMPLE_VIEW).count();
    }
    assertEquals(40, pigment.requests().size());
    await(() -> downloads().isEmpty() && pigment.openConnections() == 0);
  }

  @Test
  void reportsEachTimeoutByItsOption() {
    pigment.always(Fault.stallAfter(20_000, Duration.ofMinutes(5)));
    String stalled =
        failureOf(
            () ->
                read()
                    .schema(SCHEMA)
                    .option("readTimeout", "200ms")
                    .option("maxRetries", "0")
                    .load(Simulator.largeView(5_000_000))
                    .count());
    assertTrue(
        stalled.contains(
            " from "
                + pigment.url()
                + " failed after 20,000 bytes: no data within readTimeout (0.2 s)."),
        stalled);

    String unreachable =
        failureOf(
            () ->
                read()
                    .schema(SCHEMA)
                    .option("baseUrl", "http://127.0.0.1:1")
                    .option("maxRetries", "2")
                    .load(Simulator.EXAMPLE_VIEW)
                    .count());
    assertTrue(unreachable.contains("http://127.0.0.1:1"), unreachable);
    assertTrue(unreachable.contains("Gave up after 2 retries"), unreachable);
  }

  @Test
  void failsOnAnInterruptedThread() {
    Thread.currentThread().interrupt();
    try {
      failureOf(() -> load(Simulator.EXAMPLE_VIEW));
    } finally {
      Thread.interrupted();
    }
    assertEquals(16, load(Simulator.EXAMPLE_VIEW).count(), "the session still works");
  }

  @Test
  void interruptEndsTheSample() throws Exception {
    pigment.always(Fault.delay(LONGER).and(Fault.slow(1_000_000)));
    Thread loading = new Thread(() -> failureOf(() -> load(Simulator.EXAMPLE_VIEW)));
    loading.start();
    await(() -> pigment.requests().size() == 1);

    loading.interrupt();
    loading.join(1000);
    assertFalse(loading.isAlive(), "an interrupted thread is still running");
    await(() -> pigment.requests().get(0).outcome() == SimulatorRequest.Outcome.ABANDONED);
  }

  @Test
  void closedSessionEndsItsRequests() throws Exception {
    // In another JVM, because other tests need this one's session.
    try (Simulator slow = Simulator.start()) {
      slow.always(Fault.slow(1_000_000));
      Process other = SessionThatCloses.start(slow.url());
      try {
        ReadIT.await(() -> !slow.requests().isEmpty(), Duration.ofMinutes(1));
        SimulatorRequest request = slow.requests().get(0);
        other.getOutputStream().write('\n');
        other.getOutputStream().flush();
        ReadIT.await(
            () -> request.outcome() == SimulatorRequest.Outcome.ABANDONED, Duration.ofSeconds(10));
        assertTrue(other.isAlive(), "the call ended with the session, not with the process");
      } finally {
        other.destroyForcibly().waitFor();
      }
    }
  }

  /** The threads that download, for reads and for samples. */
  static List<String> downloads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("pigment-"))
        .toList();
  }
}
