package io.github.pigmentspark.it;

import io.github.pigmentspark.simulator.Simulator;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the example view from each URL in turn, and writes the results to files. An argument is
 * {@code name=URL}, {@code -Dproperty=value} to set a property, or {@code user:password} for a
 * {@link java.net.Authenticator}.
 */
final class NetworkRun {
  private NetworkRun() {}

  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    for (int i = 1; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.startsWith("-D")) {
        String[] property = argument.substring(2).split("=", 2);
        System.setProperty(property[0], property[1]);
      } else if (!argument.contains("=")) {
        String[] credentials = argument.split(":", 2);
        Authenticator.setDefault(
            new Authenticator() {
              @Override
              protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                    ? new PasswordAuthentication(credentials[0], credentials[1].toCharArray())
                    : null;
              }
            });
      } else {
        String[] step = argument.split("=", 2);
        Files.writeString(folder.resolve(step[0]), read(spark, step[1]));
      }
    }
    spark.stop();
  }

  private static String read(SparkSession spark, String url) {
    try {
      return spark
              .read()
              .format("pigment")
              .option("baseUrl", url)
              .option("apiToken", Simulator.API_KEY)
              .option("retryInterval", "1ms")
              .load(Simulator.EXAMPLE_VIEW)
              .collectAsList()
              .size()
          + " rows";
    } catch (Exception e) {
      return SecretsRun.trace(e);
    }
  }
}
