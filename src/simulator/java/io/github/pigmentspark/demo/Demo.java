package io.github.pigmentspark.demo;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.github.pigmentspark.simulator.Simulator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * A demo that reads a view, prints it and some totals, and writes it as Parquet.
 *
 * <p>If {@code PIGMENT_API_KEY} and {@code PIGMENT_VIEW_ID} are set in the environment, the demo
 * reads that view from Pigment, or from {@code PIGMENT_BASE_URL} if that is set. Otherwise, it
 * starts a simulator and reads its example view.
 */
public final class Demo {
  private static final int SUMMED_COLUMNS = 6;

  private Demo() {}

  public static void main(String[] args) {
    int status = 1;
    try {
      run(System.getenv());
      status = 0;
    } catch (Throwable e) {
      System.err.println("The demo failed: " + e.getMessage());
      e.printStackTrace();
    }
    System.exit(status); // Ends the process even if a thread is still running.
  }

  private static void run(Map<String, String> environment) {
    String viewId = environment.getOrDefault("PIGMENT_VIEW_ID", "");
    if (!viewId.isEmpty() && !environment.getOrDefault("PIGMENT_API_KEY", "").isEmpty()) {
      String baseUrl = environment.getOrDefault("PIGMENT_BASE_URL", "https://pigment.app");
      System.out.println("Reading from " + baseUrl);
      show(Map.of("viewId", viewId, "baseUrl", baseUrl));
      return;
    }
    System.out.println(
        "PIGMENT_API_KEY and PIGMENT_VIEW_ID are not both set. Reading the example view from a"
            + " Pigment simulator.");
    try (Simulator pigment = Simulator.start()) {
      show(
          Map.of(
              "viewId", Simulator.EXAMPLE_VIEW,
              "baseUrl", pigment.url(),
              "apiToken", Simulator.API_KEY));
    }
  }

  private static void show(Map<String, String> options) {
    SparkSession spark =
        SparkSession.builder()
            .appName("Pigment demo")
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();

    Dataset<Row> view =
        spark
            .read()
            .format("pigment")
            .options(options)
            .option("columnNames", "safe") // These names are also valid in Delta.
            .load()
            .cache(); // Several queries use one export.

    view.printSchema();
    view.show(20, false);
    System.out.println(view.count() + " records");
    totals(view);

    String path = "target/demo/view.parquet";
    view.write().mode(SaveMode.Overwrite).parquet(path);
    System.out.println("Written as Parquet: " + path);
    spark.stop();
  }

  /** Prints the sums of the numeric columns for each value of the first text column. */
  private static void totals(Dataset<Row> view) {
    List<StructField> fields = Arrays.asList(view.schema().fields());
    Column[] groups =
        fields.stream()
            .filter(field -> field.dataType() instanceof StringType)
            .limit(1)
            .map(Demo::column)
            .toArray(Column[]::new);
    Column[] sums =
        fields.stream()
            .filter(field -> field.dataType() instanceof NumericType)
            .limit(SUMMED_COLUMNS)
            .map(field -> sum(column(field)).as("sum of " + field.name()))
            .toArray(Column[]::new);
    if (sums.length > 0) {
      view.groupBy(groups)
          .agg(sums[0], Arrays.copyOfRange(sums, 1, sums.length))
          .orderBy(groups)
          .show(20, false);
    }
  }

  private static Column column(StructField field) {
    return col("`" + field.name().replace("`", "``") + "`");
  }
}
