package io.github.pigmentspark.it;

import io.github.pigmentspark.simulator.Simulator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A session with Pigment as the catalog {@code pigment}, for each test. */
abstract class CatalogTest extends SparkTest {
  SparkSession session;

  @BeforeEach
  void configureTheCatalog() {
    session = session(Map.of());
  }

  @AfterEach
  void leaveTheSession() {
    SparkSession.clearActiveSession();
  }

  /** A session whose catalog has other options, too. */
  SparkSession session(Map<String, String> options) {
    SparkSession made = spark.newSession();
    made.conf().set("spark.sql.catalog.pigment", "io.github.pigmentspark.PigmentCatalog");
    set(made, "baseUrl", pigment.url());
    set(made, "apiToken", Simulator.API_KEY);
    set(made, "metadataToken", Simulator.METADATA_KEY);
    set(made, "retryInterval", "10ms");
    options.forEach((name, value) -> set(made, name, value));
    // As it is where there is one session only; some of Spark's writers look there for catalogs.
    SparkSession.setActiveSession(made);
    return made;
  }

  private static void set(SparkSession session, String option, String value) {
    session.conf().set("spark.sql.catalog.pigment." + option, value);
  }

  Dataset<Row> sql(String statement) {
    return session.sql(statement);
  }

  /** Returns the requests so far whose path starts with a prefix. */
  long requests(String path) {
    return pigment.requests().stream().filter(each -> each.path().startsWith(path)).count();
  }

  /** Returns the number of exports, including samples. */
  long exports() {
    return requests("/api/export/") + requests("/api/v1/export/");
  }

  /** The cells of a column, in the order of the rows. */
  static List<String> strings(Dataset<Row> data, String name) {
    return data.collectAsList().stream()
        .map(row -> row.<Object>getAs(name).toString())
        .collect(Collectors.toList());
  }
}
