package io.github.pigmentspark.it;

import io.github.pigmentspark.simulator.Simulator;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A process that reads, closes its session in the middle of it, and lives on for a while. */
final class SessionThatCloses {
  private SessionThatCloses() {}

  static Process start(String url) throws IOException {
    return ForkedJvm.builder(SessionThatCloses.class, List.of(), List.of(url))
        .redirectOutput(new File("target/closed-session.log"))
        .start();
  }

  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate();
    CompletableFuture<Void> read =
        CompletableFuture.runAsync(
            () ->
                spark
                    .read()
                    .format("pigment")
                    .option("baseUrl", args[0])
                    .option("apiToken", Simulator.API_KEY)
                    .schema("Code STRING")
                    .load(Simulator.largeView(5_000_000))
                    .foreach((ForeachFunction<Row>) row -> {}));
    System.in.read(); // The test says when the read is under way.
    if (read.isDone()) {
      read.join();
      throw new IllegalStateException("the read should still be under way");
    }
    spark.stop();
    Thread.sleep(60_000);
  }
}
