package io.github.pigmentspark.it;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.PigmentDataSource;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import io.github.pigmentspark.simulator.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark-matrix")
class ReadIT extends SparkTest {
  private static final String ADDRESS =
      "https://pigment.app/application/7f0c0a3e-0000-4000-8000-00000000000a/tables/"
          + "7f0c0a3e-0000-4000-8000-00000000000b?displayMode=Grid&viewId=";

  @Test
  void loadsTheConnectorFromTheShadedJar() {
    String source =
        PigmentDataSource.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    assertTrue(source.endsWith(".jar"), source);
  }

  @Test
  void runsOnTheRequestedSparkScalaAndJava() {
    assertEquals(System.getProperty("it.spark.version"), spark.version());
    String scalaVersion = scala.util.Properties.versionNumberString();
    assertTrue(
        scalaVersion.startsWith(System.getProperty("it.scala.binary.version") + "."), scalaVersion);
    assertEquals(
        System.getProperty("it.java.version"), System.getProperty("java.specification.version"));
  }

  @Test
  void readsTheExampleWithTypesAndAllDigits() {
    Dataset<Row> view = load(Simulator.EXAMPLE_VIEW);

    assertEquals(
        "Country STRING,Month STRING,Cost DOUBLE,Revenue DOUBLE,Margin DOUBLE",
        view.schema().toDDL().replace(" NOT NULL", ""));
    assertEquals(16, view.count());
    Row january = view.where("Country = 'DE' AND Month = 'Jan 21'").first();
    assertEquals(16.66666666666667, january.getDouble(2));
    assertEquals(33.33333333333333, january.getDouble(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ADDRESS})
  void acceptsViewIdOrUrlInOptionOrLoad(String prefix) {
    String name = prefix + Simulator.EXAMPLE_VIEW;
    assertEquals(16, read().option("viewId", name).load().count());
    assertEquals(16, read().option("VIEWID", name).load().count());
    assertEquals(16, read().load(name).count());
    assertEquals("/api/export/view/" + Simulator.EXAMPLE_VIEW, pigment.requests().get(0).path());
  }

  @Test
  void sendsKeyAndUserAgent() {
    load(Simulator.EXAMPLE_VIEW);

    SimulatorRequest request = pigment.requests().get(0);
    assertEquals("GET", request.method());
    assertEquals("dateFormat=Iso8601", request.query());
    assertEquals("Bearer " + Simulator.API_KEY, request.header("Authorization").orElse(""));
    String userAgent = request.header("User-Agent").orElse("");
    assertTrue(
        userAgent.matches(
            "pigment-spark-connector/\\d+\\.\\d+.* Spark/" + spark.version() + " Java/.*"),
        userAgent);
  }

  @Test
  void readsTemporaryViewInSql() {
    spark.sql(
        String.format(
            "CREATE OR REPLACE TEMPORARY VIEW planned USING pigment OPTIONS (viewId '%s', baseUrl '%s',"
                + " apiToken '%s')",
            Simulator.EXAMPLE_VIEW, pigment.url(), Simulator.API_KEY));

    assertEquals(
        "[DE,225.0]\n[FR,1965.0]",
        rows(
            spark.sql(
                "SELECT Country, sum(Revenue) FROM planned GROUP BY Country ORDER BY Country")));
  }

  @Test
  void optionsOverrideDefaultsOfTheSession() {
    spark.conf().set("spark.datasource.pigment.apiToken", Simulator.API_KEY);
    spark.conf().set("spark.datasource.pigment.baseUrl", pigment.url());
    spark.conf().set("spark.datasource.pigment.inferSchema", "false");
    try {
      Dataset<Row> strings = spark.read().format("pigment").load(Simulator.EXAMPLE_VIEW);
      assertEquals("string", strings.schema().apply("Cost").dataType().typeName());
      Dataset<Row> typed =
          spark.read().format("pigment").option("inferSchema", "true").load(Simulator.EXAMPLE_VIEW);
      assertEquals("double", typed.schema().apply("Cost").dataType().typeName());
    } finally {
      spark.conf().unset("spark.datasource.pigment.apiToken");
      spark.conf().unset("spark.datasource.pigment.baseUrl");
      spark.conf().unset("spark.datasource.pigment.inferSchema");
    }
  }

  @Test
  void appliesSchemaHintsOfTheSessionToViewsThatHaveTheColumn() {
    spark.conf().set("spark.datasource.pigment.schemaHints", "Cost DECIMAL(18,2), Price STRING");
    try {
      assertEquals(
          DataTypes.createDecimalType(18, 2),
          load(Simulator.EXAMPLE_VIEW).schema().apply("Cost").dataType());
    } finally {
      spark.conf().unset("spark.datasource.pigment.schemaHints");
    }
  }

  @Test
  void loadAndEachActionSendOneRequest() {
    Dataset<Row> view = load(Simulator.EXAMPLE_VIEW);
    assertEquals(1, pigment.requests().size());
    view.explain(true);
    assertEquals(1, pigment.requests().size());
    view.collectAsList();
    assertEquals(2, pigment.requests().size());
    view.count();
    assertEquals(3, pigment.requests().size());
    load(Simulator.EXAMPLE_VIEW);
    assertEquals(4, pigment.requests().size(), "a new load looks again");
  }

  @Test
  void loadSendsNoRequestWithAGivenSchema() {
    Dataset<Row> view =
        read().schema("margin DECIMAL(20,14), COUNTRY STRING").load(Simulator.EXAMPLE_VIEW);
    assertEquals(0, pigment.requests().size());

    Row germany = view.where("COUNTRY = 'DE'").first();
    assertEquals(new BigDecimal("33.33333333333333"), germany.getDecimal(0));
    assertEquals(1, pigment.requests().size());
  }

  @Test
  void readsNotNullColumnAsNullable() {
    Dataset<Row> view =
        read()
            .schema("a INT NOT NULL, b STRING NOT NULL")
            .load(pigment.serve(View.of("a;b\n1;x\n;\n")));

    assertEquals("[1,x]\n[null,null]", rows(view));
    assertEquals(1, view.where("a IS NULL").count());
  }

  @Test
  void cancelsTheExportAfterTheSample() {
    String large = Simulator.largeView(5_000_000);
    read().option("viewId", large).option("sampleSize", "100").load();

    SimulatorRequest request = pigment.requests().get(0);
    await(() -> request.outcome() != SimulatorRequest.Outcome.RUNNING);
    assertTrue(
        request.bytesSent() < 20_000_000, request.bytesSent() + " of about 500,000,000 bytes");
  }

  @Test
  void cancelsTheExportAtTheLimit() {
    Dataset<Row> view = load(Simulator.largeView(5_000_000));
    assertEquals(10, view.limit(10).collectAsList().size());

    SimulatorRequest request = pigment.requests().get(1);
    await(() -> request.outcome() != SimulatorRequest.Outcome.RUNNING);
    assertTrue(
        request.bytesSent() < 20_000_000, request.bytesSent() + " of about 500,000,000 bytes");
  }

  @Test
  void findsMovedColumnsByName() {
    String view = pigment.serve(View.of("Country;Cost;Month\nFR;1.5;Jan 21\n"));
    Dataset<Row> loaded = load(view);
    pigment.serve(view, View.of("Month;New;Cost;Country\nFeb 21;x;2.5;DE\n"));

    assertEquals("[DE,2.5,Feb 21]", rows(loaded));
  }

  @Test
  void errorNamesARemovedColumnAndThoseThatExist() {
    String view = pigment.serve(View.of("Country;Cost;Month\nFR;1.5;Jan 21\n"));
    Dataset<Row> loaded = load(view);
    pigment.serve(view, View.of("Country;Costs\nFR;1.5\n"));

    assertEquals("[FR]", rows(loaded.select("Country")), "an unused column may be removed");
    String failure = failureOf(() -> loaded.select("Cost", "Country").collectAsList());
    assertTrue(failure.contains("has no column `Cost`. It has `Country`, `Costs`"), failure);
  }

  @Test
  void findsRepeatedColumnsByTheirOrderInTheSchema() {
    String view = pigment.serve(View.of("Revenue;revenue;Cost;Cost\n1;100;5;6\n"));
    Dataset<Row> loaded = load(view);
    pigment.serve(view, View.of("revenue;Cost;Cost;Revenue\n100;5;6;1\n"));
    assertEquals("[1,100,5,6]", rows(loaded));

    pigment.serve(view, View.of("revenue;Cost\n100;6\n"));
    String gone = failureOf(() -> loaded.select("Revenue").collectAsList());
    assertTrue(gone.contains("has no column `Revenue`. It has `revenue`, `Cost`"), gone);
    String unclear = failureOf(() -> loaded.select("Cost", "Cost_2").collectAsList());
    assertTrue(
        unclear.contains("number of columns with the same name as `Cost`, `Cost_2` has changed"),
        unclear);
    assertTrue(unclear.contains("Load the view again."), unclear);
  }

  @Test
  void respectsCaseSensitivityOfSpark() {
    String csv = "Total;total;TOTAL\n1;2;3\n";
    assertEquals(List.of("Total", "total_2", "TOTAL_3"), List.of(loadCsv(csv).columns()));
    spark.conf().set("spark.sql.caseSensitive", "true");
    try {
      Dataset<Row> view = loadCsv(csv);
      assertEquals(List.of("Total", "total", "TOTAL"), List.of(view.columns()));
      assertEquals("[3,1]", rows(view.select("TOTAL", "Total")));
    } finally {
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void numbersNamesThatAreEqualToSparkInAnyAlphabet() {
    Dataset<Row> view = loadCsv("i;ı;µ;μ\n1;2;3;4\n");
    assertEquals(List.of("i", "ı_2", "µ", "μ_2"), List.of(view.columns()));
    assertEquals("[1,2,3,4]", rows(view));
  }

  @Test
  void exportsOnceForASelfJoin() {
    Dataset<Row> view = load(Simulator.EXAMPLE_VIEW);
    int before = pigment.requests().size();
    Dataset<Row> joined =
        view.as("a")
            .hint("shuffle_merge")
            .join(view.as("b"), col("a.Month").equalTo(col("b.Month")));

    assertEquals(24, joined.count());
    int exports = pigment.requests().size() - before;
    // Spark 3.3 and 3.4 join scans of one partition without an exchange that could be reused.
    assertEquals(spark.version().matches("3\\.[34]\\..*") ? 2 : 1, exports);
  }

  @Test
  void someOperationsExportTwice() {
    Dataset<Row> view = load(Simulator.EXAMPLE_VIEW);
    int before = pigment.requests().size();
    view.groupBy("Country").pivot("Month", List.of("Jan 21")).count().collectAsList();
    assertEquals(1, pigment.requests().size() - before);

    view.groupBy("Country").pivot("Month").count().collectAsList();
    assertEquals(3, pigment.requests().size() - before);

    view.repartitionByRange(2, col("Month")).collectAsList();
    assertEquals(5, pigment.requests().size() - before);

    view.orderBy("Month").collectAsList();
    // Spark 3.3 and 3.4 sort a scan of one partition without a sample.
    int sorted = spark.version().matches("3\\.[34]\\..*") ? 6 : 7;
    assertEquals(sorted, pigment.requests().size() - before);

    view.groupBy("Country").count().orderBy("Country").collectAsList();
    assertEquals(sorted + 1, pigment.requests().size() - before);
  }

  @Test
  void countCountsRecordsRatherThanLines() {
    assertEquals(2, loadCsv("a;b\n\"x\ny\";1\nz;2\n").count());
  }

  static void await(BooleanSupplier condition) {
    await(condition, Duration.ofSeconds(5));
  }

  static void await(BooleanSupplier condition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited for " + patience);
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
