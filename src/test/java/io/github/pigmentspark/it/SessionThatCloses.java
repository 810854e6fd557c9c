package io.github.pigmentspark.it;

import io.github.pigmentspark.simulator.Simulator;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A process that reads, closes its session in the middle of it, and lives on for a while. */
final class SessionThatCloses {
  private SessionThatCloses() {}

  static Process start(String url) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SessionThatCloses.class.getName(),
            url));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
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
