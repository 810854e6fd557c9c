package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** The base of tests with Spark: one session for all tests, a simulator for each. */
public abstract class SparkTest {
  protected static final SparkSession spark =
      SparkSession.builder()
          .appName("pigment-spark-connector tests")
          .master("local[2]")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.ui.port", "0")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.session.timeZone", "America/New_York")
          .config("spark.sql.warehouse.dir", "target/warehouse/" + ProcessHandle.current().pid())
          .getOrCreate();

  Simulator pigment;

  @BeforeEach
  void startPigment() {
    pigment = Simulator.start();
  }

  @AfterEach
  void stopPigment() {
    pigment.close();
  }

  /** Returns a reader with URL, key, and short pauses between retries. */
  DataFrameReader read() {
    return spark
        .read()
        .format("pigment")
        .option("baseUrl", pigment.url())
        .option("apiToken", Simulator.API_KEY)
        .option("retryInterval", "10ms");
  }

  Dataset<Row> load(String viewId) {
    return read().option("viewId", viewId).load();
  }

  /** A view with this content, loaded. */
  Dataset<Row> loadCsv(String csv) {
    return load(pigment.serve(View.of(csv)));
  }

  /** Rows as {@code [a,1.0,null]}, one a line. */
  static String rows(Dataset<Row> data) {
    return data.collectAsList().stream().map(Row::toString).collect(Collectors.joining("\n"));
  }

  static List<Object> column(Dataset<Row> data, String name) {
    return data.select("`" + name + "`").collectAsList().stream()
        .map(row -> row.get(0))
        .collect(Collectors.toList());
  }

  /** The messages of a failure and of its causes, one a line: what a person finds in the log. */
  static String failureOf(Executable read) {
    Throwable failure = assertThrows(Throwable.class, read);
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
