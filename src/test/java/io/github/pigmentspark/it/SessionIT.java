package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reads through a session that is not the first one of its JVM. */
@Tag("spark-matrix")
class SessionIT extends SparkTest {
  private SparkSession second;

  @BeforeEach
  void openSecondSession() {
    second = spark.newSession();
    second.conf().set("spark.datasource.pigment.baseUrl", pigment.url());
    second.conf().set("spark.datasource.pigment.apiToken", Simulator.API_KEY);
    // Before Spark 4.1, load() does not make its session the active one.
    SparkSession.setActiveSession(spark.version().compareTo("4.1") < 0 ? second : spark);
  }

  @AfterEach
  void leaveSecondSession() {
    SparkSession.clearActiveSession();
  }

  private DataFrameReader secondRead() {
    return second.read().format("pigment");
  }

  @Test
  void usesTheCaseSensitivityOfTheReadingSession() {
    String view = pigment.serve(View.of("Name;name\na;b\n"));
    second.conf().set("spark.sql.caseSensitive", "true");

    assertArrayEquals(new String[] {"Name", "name"}, secondRead().load(view).columns());
  }

  @Test
  void prefersOptionsOfTheReadToDefaultsOfTheReadingSession() {
    second.conf().set("spark.datasource.pigment.viewId", Simulator.EXAMPLE_VIEW);

    assertEquals(4, secondRead().option("metricId", SampleBlocks.REVENUE.id()).load().count());
  }

  @Test
  void ignoresDefaultsOfTheReadingSessionThatDoNotFit() {
    second.conf().set("spark.datasource.pigment.schemaHints", "Missing INT");
    second.conf().set("spark.datasource.pigment.scenarios", SampleBlocks.BUDGET);

    assertEquals(16, secondRead().load(Simulator.EXAMPLE_VIEW).count());
  }

  @Test
  void usesTheReadingSessionInSql() {
    SparkSession.setActiveSession(spark);
    second.conf().set("spark.datasource.pigment.viewId", Simulator.EXAMPLE_VIEW);
    second.conf().set("spark.sql.caseSensitive", "true");
    String view = pigment.serve(View.of("Name;name\na;b\n"));
    second.sql(
        "CREATE TEMPORARY VIEW metric USING pigment OPTIONS (metricId '"
            + SampleBlocks.REVENUE.id()
            + "')");
    second.sql("CREATE TEMPORARY VIEW names USING pigment OPTIONS (viewId '" + view + "')");

    assertEquals(4, second.table("metric").count());
    assertArrayEquals(new String[] {"Name", "name"}, second.table("names").columns());
  }

  @Test
  void usesTheReadingSessionInTheCatalog() {
    SparkSession.setActiveSession(spark);
    second.conf().set("spark.sql.catalog.pigment", "io.github.pigmentspark.PigmentCatalog");
    second.conf().set("spark.sql.catalog.pigment.metadataToken", Simulator.METADATA_KEY);

    assertEquals(4, second.table("pigment.`FP&A`.Revenue").count());
    assertTrue(second.sql("SHOW TABLES IN pigment.`FP&A`").count() > 4);
  }
}
