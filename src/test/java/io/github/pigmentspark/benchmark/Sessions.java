package io.github.pigmentspark.benchmark;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/** The Spark sessions of the benchmark: two cores of one machine. */
final class Sessions {
  private Sessions() {}

  static SparkSession local() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  /** Returns a reader of the connector for a view of an {@link ExportServer}. */
  static DataFrameReader export(SparkSession spark, String url, String viewId) {
    return spark
        .read()
        .format("pigment")
        .option("baseUrl", url)
        .option("apiToken", "pigment_benchmark_key_0123456789")
        .option("viewId", viewId);
  }
}
