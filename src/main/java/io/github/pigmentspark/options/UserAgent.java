package io.github.pigmentspark.options;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Who asks: connector, Spark and Java with their versions. */
final class UserAgent {
  private UserAgent() {}

  static String ofThisDriver() {
    // The jar's manifest has the version; a folder of classes has none.
    String connector =
        Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion())
            .orElse("development");
    return printable(
        String.format(
            "pigment-spark-connector/%s Spark/%s Java/%s",
            connector, SparkSession.active().version(), System.getProperty("java.version")));
  }

  private static String printable(String text) {
    return text.replaceAll("[^ -~]", "_");
  }
}
