package io.github.pigmentspark.it;

import static io.github.pigmentspark.it.ReadIT.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The processor time of a slow export, and the number of columns of a wide one. */
class ResourcesIT extends SparkTest {
  @Test
  void readsFiveThousandColumns() {
    String header =
        IntStream.range(0, 5000).mapToObj(i -> "m" + i).collect(Collectors.joining(";"));
    String values =
        IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(";"));
    Dataset<Row> view = loadCsv(header + "\n" + values + "\n" + values + "\n");

    assertEquals(5000, view.columns().length);
    assertEquals("[4999,0]\n[4999,0]", rows(view.select("m4999", "m0")));
    assertEquals(4999L * 5000 / 2, sum(view.first()));
  }

  private static long sum(Row row) {
    return IntStream.range(0, row.length()).mapToLong(row::getLong).sum();
  }

  @Test
  void usesNoCpuWhileWaitingForASlowExport() throws InterruptedException {
    pigment.always(Fault.slow(100_000));
    Dataset<Row> view =
        read().schema("Code STRING, Country STRING").load(Simulator.largeView(5_000_000));
    CompletableFuture<Void> read =
        CompletableFuture.runAsync(
            () -> {
              spark.sparkContext().setJobGroup("waiting", "a slow read", false);
              view.foreach((ForeachFunction<Row>) row -> {});
            });
    await(() -> CancelIT.downloads().size() == 2);
    Thread.sleep(1_000); // Its classes are loaded by now.

    Map<Long, Long> before = millisOfTheThreadsOfARead();
    Thread.sleep(1_000);
    Map<Long, Long> spent = millisOfTheThreadsOfARead();
    spark.sparkContext().cancelJobGroup("waiting");
    failureOf(read::join);
    await(() -> CancelIT.downloads().isEmpty());

    spent.replaceAll((thread, millis) -> millis - before.getOrDefault(thread, 0L));
    long sum = spent.values().stream().mapToLong(Long::longValue).sum();
    assertTrue(sum < 200, sum + " ms of CPU in the threads of a read that waits for a second");
  }

  /** Returns the CPU time of each thread of HTTP, the connector and Spark. */
  private static Map<Long, Long> millisOfTheThreadsOfARead() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                Stream.of("OkHttp TaskRunner", "pigment-", "Executor task launch")
                    .anyMatch(thread.getName()::startsWith))
        .collect(
            Collectors.toMap(
                Thread::getId,
                thread -> Math.max(0, threads.getThreadCpuTime(thread.getId()) / 1_000_000)));
  }
}
