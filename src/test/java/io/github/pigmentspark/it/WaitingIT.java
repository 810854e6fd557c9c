package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import io.github.pigmentspark.read.ProgressInterval;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long waits for Pigment to compute an export are logged. */
class WaitingIT extends SparkTest {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(3);

  private final ProgressInterval shorter = ProgressInterval.of(INTERVAL);

  @AfterEach
  void restoreInterval() {
    shorter.close();
  }

  @Test
  void logsLongWaitForTheFirstByte() throws Exception {
    String view = pigment.serve(View.of("a\n1\n"));
    try (Simulator other = Simulator.builder().start();
        Warnings sample = Warnings.of("io.github.pigmentspark.read.SchemaSampler");
        Warnings read = Warnings.ofProgress()) {
      String otherView = other.serve(View.of("a\n1\n"));
      pigment.next(Fault.delay(LONG));
      other.next(Fault.delay(LONG));

      CompletableFuture<Dataset<Row>> inferred =
          CompletableFuture.supplyAsync(() -> read().load(view));
      Dataset<Row> given = read().option("baseUrl", other.url()).schema("a INT").load(otherView);
      assertEquals("[1]", rows(given));
      assertEquals("[1]", rows(inferred.get()));

      assertEquals(
          List.of(
              "Still waiting for the first records of view "
                  + view
                  + " to infer the types. Pigment computes an export before sending it, and 0 bytes"
                  + " have arrived so far. A read with .schema(…) doesn't need a sample."),
          sample.take());
      List<String> lines =
          read.take().stream().filter(line -> line.startsWith("Reading ")).toList();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(
          lines.get(0).startsWith("Reading view " + otherView + ": 0 records, 0.0 MB in 2 s"),
          lines.get(0));
    }
  }
}
