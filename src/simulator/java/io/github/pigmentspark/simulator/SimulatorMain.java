package io.github.pigmentspark.simulator;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The program that runs a simulator until the process is stopped. */
public final class SimulatorMain {
  private static final String HELP =
      """
      A local simulator of Pigment's API, with real HTTP and made-up data.

      Usage: java -jar pigment-spark-connector-<version>-simulator.jar [options]

        --port N             listen on port N; the default, 0, picks a free port
        --tls                serve HTTPS, with HTTP/2
        --trust-store FILE   with --tls, write a trust store (JKS, password "%s") to FILE
        --gzip               compress responses for clients that accept gzip
        --quiet              do not log requests
        --help               print this
      """
          .formatted(Simulator.TRUST_STORE_PASSWORD);

  private int port;
  private boolean tls;
  private boolean gzip;
  private boolean quiet;
  private boolean help;
  private Path trustStore;

  private SimulatorMain(List<String> arguments) {
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--port" -> port = port(value(argument, rest));
        case "--tls" -> tls = true;
        case "--trust-store" -> trustStore = Path.of(value(argument, rest));
        case "--gzip" -> gzip = true;
        case "--quiet" -> quiet = true;
        case "--help", "-h" -> help = true;
        default ->
            throw new IllegalArgumentException(
                "Unknown argument \"" + argument + "\". Run with --help to see the options.");
      }
    }
    if (trustStore != null && !tls) {
      throw new IllegalArgumentException("--trust-store needs --tls.");
    }
  }

  public static void main(String... arguments) {
    int status = run(List.of(arguments), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Starts a simulator and returns. Its threads keep the process alive.
   *
   * @return the exit status of the process
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      SimulatorMain main = new SimulatorMain(arguments);
      if (main.help) {
        out.print(HELP);
      } else {
        main.start(out);
      }
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (UncheckedIOException | IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void start(PrintStream out) throws IOException {
    Simulator.Builder builder = Simulator.builder().port(port);
    if (tls) {
      builder.tls();
    }
    if (gzip) {
      builder.gzip();
    }
    if (!quiet) {
      builder.log(out);
    }
    Simulator simulator = builder.start();
    if (trustStore != null) {
      try {
        simulator.writeTrustStore(trustStore);
      } catch (IOException e) {
        simulator.close();
        throw e;
      }
    }
    out.printf(
        """
        The Pigment simulator is listening at %s

          API key       %s
          Metadata key  %s

          Views
          %s  the example from Pigment's article
          %s  every kind of cell and column name
          %s  a list with dates
          %s  a metric with dates
          %s  a table with dates
          %s  plan and actuals by month
          %s  a million records; the last twelve digits are the count, in hexadecimal

        Read the first view with curl, or start a Spark shell that reads from the simulator:

          curl%s -H "Authorization: Bearer %2$s" %1$s/api/export/view/%4$s

          export PIGMENT_API_KEY=%2$s PIGMENT_METADATA_KEY=%3$s
          pyspark     %12$s
          spark-shell %12$s
          spark-sql   %12$s

          spark.read.format("pigment").load("%4$s").show()
          SELECT * FROM pigment.`FP&A`.`Revenue`;

        Requests:
        """,
        simulator.url(),
        Simulator.API_KEY,
        Simulator.METADATA_KEY,
        Simulator.EXAMPLE_VIEW,
        Simulator.EVERY_KIND_VIEW,
        Simulator.LIST_VIEW,
        Simulator.METRIC_VIEW,
        Simulator.TABLE_VIEW,
        Simulator.PLAN_VIEW,
        Simulator.largeView(1_000_000),
        tls ? " --insecure" : "",
        shellOptions(simulator.url()));
    out.flush();
  }

  /** Returns Spark shell options that set up the data source and a catalog for the simulator. */
  private static String shellOptions(String url) {
    return "--jars "
        + connectorJar(
            SimulatorMain.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        + " --conf spark.datasource.pigment.baseUrl="
        + url
        + " --conf spark.sql.catalog.pigment=io.github.pigmentspark.PigmentCatalog";
  }

  /** Returns the connector's jar, which is in the same directory as the simulator's jar. */
  static String connectorJar(String simulatorJar) {
    File jar = new File(simulatorJar.replaceFirst("-simulator\\.jar$", ".jar"));
    return jar.isFile() ? jar.getPath() : "pigment-spark-connector-<version>.jar";
  }

  private static String value(String argument, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(
          argument + " needs a value. Run with --help to see the options.");
    }
    return rest.next();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, like any other invalid port.
    }
    throw new IllegalArgumentException(
        "--port " + text + ": expected a number from 0 to 65535, where 0 picks a free port.");
  }
}
