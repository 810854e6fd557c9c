package io.github.pigmentspark.it;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.SampleApplications;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import io.github.pigmentspark.simulator.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalog.Catalog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Browses and reads Pigment through the catalog. */
@Tag("spark-matrix")
class CatalogIT extends CatalogTest {
  private static final String OTHER_KEY = "a_key_of_somebody_else";
  private static final String BLOCK = "pigment.`FP&A`.`Revenue`";
  private static final String VIEW = BLOCK + ".`By month`";

  @Test
  void listsWithoutAnExport() {
    assertEquals(3, sql("SHOW NAMESPACES IN pigment").count());
    assertEquals(1, sql("SHOW NAMESPACES IN pigment LIKE '*FP*'").count());
    assertEquals(
        SampleBlocks.ALL.stream().map(SampleBlocks.Sample::name).collect(Collectors.toList()),
        strings(sql("SHOW TABLES IN pigment.`FP&A`"), "tableName"));
    assertEquals(
        List.of("Revenue"), strings(sql("SHOW TABLES IN pigment.`FP&A` LIKE 'Rev*'"), "tableName"));
    assertEquals(
        List.of("By month", "Milestones"), strings(sql("SHOW TABLES IN " + BLOCK), "tableName"));
    assertEquals(0, sql("SHOW TABLES IN pigment").count());
    assertEquals(0, sql("SHOW NAMESPACES IN " + BLOCK).count());
    assertEquals(
        SampleBlocks.ALL.stream().map(SampleBlocks.Sample::name).collect(Collectors.toSet()),
        sql("SHOW NAMESPACES IN pigment.`FP&A`").collectAsList().stream()
            .map(row -> row.getString(0).replace("`FP&A`.", "").replace("`", ""))
            .collect(Collectors.toSet()));

    assertEquals(0, exports());
  }

  @Test
  void requestsEachListOnce() {
    for (int i = 0; i < 3; i++) {
      sql("SHOW NAMESPACES IN pigment").count();
      sql("SHOW TABLES IN pigment.`FP&A`").count();
      sql("SHOW NAMESPACES IN pigment.`FP&A`").count();
      sql("SHOW TABLES IN " + BLOCK).count();
    }

    assertEquals(1, requests("/api/v1/applications"));
    assertEquals(1, requests("/api/v1/blocks"));
    assertEquals(1, requests("/api/v1/views"));
  }

  @Test
  void requestsAListOnceForSeveralThreads() throws Exception {
    pigment.alwaysMetadata(Fault.delay(Duration.ofMillis(200)));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        counts.add(threads.submit(() -> sql("SHOW TABLES IN pigment.`FP&A`").count()));
      }
      for (Future<Long> count : counts) {
        assertEquals(SampleBlocks.ALL.size(), count.get(120, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, pigment.requests().size());
  }

  @Test
  void requestsAListForEachStatementWithoutACache() {
    session = session(Map.of("metadataCacheTime", "0s"));

    sql("SHOW NAMESPACES IN pigment").count();
    sql("SHOW NAMESPACES IN pigment").count();

    assertEquals(2, requests("/api/v1/applications"));
  }

  @Test
  void readsEachKindOfBlock() {
    assertEquals(
        "[FR,Jan 26,150.5]\n[FR,Feb 26,160.25]\n[DE,Jan 26,90.0]\n[IT,Mar 26,16.5]",
        rows(sql("SELECT Country, Month, Revenue FROM " + BLOCK)));
    assertEquals(3, session.table("pigment.`FP&A`.Employee").count());
    assertEquals(2, session.table("pigment.`FP&A`.Journal").count());
    assertTrue(session.table("pigment.`FP&A`.`P&L`").count() > 3);
  }

  @ParameterizedTest
  @CsvSource({"Revenue,By month", "P&L,By country and month"})
  void readsTheSameNumbersFromAViewAndItsBlock(String block, String view) {
    String name = "pigment.`FP&A`.`" + block + "`";

    assertEquals(rows(session.table(name)), rows(session.table(name + ".`" + view + "`")));
  }

  @Test
  void selectCostsOneSampleAndOneRead() {
    assertEquals(4, sql("SELECT * FROM " + VIEW).count());

    assertEquals(2, exports());
    assertEquals(3, pigment.requests().size() - exports());
    assertEquals(4, sql("SELECT * FROM " + VIEW).count());
    assertEquals(3, exports(), "the schema is remembered");
  }

  @Test
  void sendsEachKeyToItsEndpoints() {
    sql("SELECT * FROM " + VIEW).count();

    for (SimulatorRequest request : pigment.requests()) {
      String key =
          request.path().startsWith("/api/export/") ? Simulator.API_KEY : Simulator.METADATA_KEY;
      assertEquals("Bearer " + key, request.header("Authorization").orElseThrow());
    }
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void joinsTablesOfSeveralCatalogs() {
    spark
        .range(1)
        .selectExpr("'FR' AS Country", "'France' AS Name")
        .createOrReplaceGlobalTempView("names");

    Dataset<Row> joined =
        sql(
            "SELECT n.Name, sum(r.Revenue) FROM "
                + BLOCK
                + " r JOIN global_temp.names n USING (Country) GROUP BY n.Name");

    assertEquals("[France,310.75]", rows(joined));
    spark.catalog().dropGlobalTempView("names");
  }

  @Test
  void readsTheExportOnceForASelfJoin() {
    Dataset<Row> view = session.table(VIEW);
    long before = exports();
    Dataset<Row> joined =
        view.as("a")
            .hint("shuffle_merge")
            .join(view.as("b"), col("a.Month").equalTo(col("b.Month")));

    assertEquals(6, joined.count());
    // Spark 3.3 and 3.4 join scans of one partition without an exchange that could be reused.
    assertEquals(spark.version().matches("3\\.[34]\\..*") ? 2 : 1, exports() - before);
  }

  @Test
  void findsCachedData() {
    session.table(VIEW).cache().count();
    long before = exports();

    assertEquals(4, session.table(VIEW).count());
    assertEquals(4, sql("SELECT * FROM " + VIEW).count());

    assertEquals(before, exports());
    sql("UNCACHE TABLE " + VIEW);
    assertEquals(4, session.table(VIEW).count());
    assertEquals(before + 1, exports());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PERMISSIVE"})
  void doesNotUseDataCachedWithAnotherKey(String mode) {
    assumeFalse(spark.version().compareTo("4.1") >= 0, "it finds a cached table by its name");
    session.conf().unset("spark.sql.catalog.pigment.apiToken");
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    hadoop.set("pigment.api.token", Simulator.API_KEY);
    try {
      DataFrameReader reader =
          mode.isEmpty() ? session.read() : session.read().option("mode", mode);
      Dataset<Row> cached = reader.table(VIEW).cache();
      assertEquals(4, cached.count());
      hadoop.set("pigment.api.token", OTHER_KEY);

      assertTrue(failureOf(() -> reader.table(VIEW).count()).contains("Pigment returned 401"));
      assertEquals(4, cached.count());
      cached.unpersist();
    } finally {
      hadoop.unset("pigment.api.token");
    }
  }

  @Test
  void refreshDiscardsNamesAndSchemas() {
    assertEquals(3, session.table(VIEW).columns().length);
    pigment.serve(Simulator.REVENUE_VIEW, View.of("Country;New\nFR;1\n"));
    pigment.metadata().application(SampleApplications.FP_AND_A, "Renamed");
    assertEquals(3, session.table(VIEW).columns().length);

    sql("REFRESH TABLE " + VIEW);

    assertEquals(
        "[FR,1]",
        rows(session.table("pigment.Renamed.Revenue.`By month`").select("Country", "New")));
  }

  @Test
  void refreshDiscardsTheSchemaOfARenamedView() {
    String first = pigment.serve(View.of("a\n1\n"));
    String second = pigment.serve(View.of("b\n2\n"));
    view(first, "Moving");
    view(second, "Other");
    assertEquals("[1]", rows(session.table(BLOCK + ".Moving")));
    assertEquals("[2]", rows(session.table(BLOCK + ".Other")));

    view(first, "Other");
    view(second, "Moving");
    pigment.serve(second, View.of("b;c\n2;3\n"));
    sql("REFRESH TABLE " + BLOCK + ".Moving");

    assertEquals("[2,3]", rows(session.table(BLOCK + ".Moving")));
  }

  @Test
  void readsTheNewMeaningOfANameDespiteTheCache() {
    session = session(Map.of("metadataCacheTime", "0s"));
    String first = pigment.serve(View.of("a\n1\n"));
    view(first, "Moving");
    Dataset<Row> cached = session.table(BLOCK + ".Moving").cache();
    assertEquals("[1]", rows(cached));

    view(first, "Moved");
    view(pigment.serve(View.of("a\n2\n")), "Moving");

    assertEquals("[2]", rows(session.table(BLOCK + ".Moving")));
    cached.unpersist();
  }

  @Test
  void discardsCachedNamesAfter404() {
    String gone = "9e9e9e9e-0000-4000-8000-000000000001";
    view(gone, "Moving");
    assertTrue(failureOf(() -> session.table(BLOCK + ".Moving")).contains("returned 404"));

    view(gone, "Gone");
    view(pigment.serve(View.of("a\n2\n")), "Moving");

    assertEquals("[2]", rows(session.table(BLOCK + ".Moving")));
  }

  private void view(String id, String name) {
    pigment
        .metadata()
        .view(SampleApplications.FP_AND_A, SampleBlocks.REVENUE.id(), id, name, "Public");
  }

  @Test
  void findsColumnsAfterCaseSensitivityChanges() {
    view(pigment.serve(View.of("Revenue;revenue\n1;2\n")), "Two cases");
    session.conf().set("spark.sql.caseSensitive", "true");
    Dataset<Row> table = session.table(BLOCK + ".`Two cases`");
    session.conf().set("spark.sql.caseSensitive", "false");

    assertEquals("[1,2]", rows(table));
  }

  @Test
  void appliesOptionsOfARead() {
    String id = pigment.serve(View.of("a\n1\nx\n"));
    pigment
        .metadata()
        .view(SampleApplications.FP_AND_A, SampleBlocks.REVENUE.id(), id, "Late text", "Public");
    session = session(Map.of("sampleSize", "1"));
    String table = BLOCK + ".`Late text`";

    assertEquals("[1]\n[null]", rows(session.read().option("mode", "PERMISSIVE").table(table)));
    assertEquals("[1]", rows(session.read().option("MODE", "dropmalformed").table(table)));
    assertTrue(
        failureOf(() -> session.table(table).collect()).contains("Record 2 of view pigment."));
  }

  @ParameterizedTest
  @CsvSource({
    "dateFormat,Legacy",
    "sampleSize,5",
    "columnNames,safe",
    "schemaHints,a INT",
    "viewId,x",
    "scenarios,x",
    "apiToken,x",
    "baseUrl,https://x"
  })
  void rejectsOptionsThatChangeColumns(String name, String value) {
    String failure =
        failureOf(() -> session.read().option(name, value).table(VIEW).collectAsList());
    assertTrue(
        failure
            .toLowerCase()
            .contains(
                "option "
                    + name.toLowerCase()
                    + " cannot be set when reading a table of a catalog"),
        failure);
  }

  @Test
  void appliesOptionsOfTheCatalogToItsReads() {
    session =
        session(Map.of("inferSchema", "false", "columnNames", "safe", "friendlyHeaders", "false"));

    assertEquals("string", session.table(VIEW).schema().apply("Revenue").dataType().typeName());
    assertEquals(
        Set.of("employee", "team", "hired", "salary_eur", "cost_centre_code", "note"),
        Set.of(session.table("pigment.`FP&A`.Employee").columns()));
  }

  @Test
  void appliesSchemaHintsToTablesThatHaveTheColumn() {
    session = session(Map.of("schemaHints", "Revenue DECIMAL(18,2)"));

    assertEquals(
        "decimal(18,2)",
        session.table(VIEW).schema().apply("Revenue").dataType().sql().toLowerCase());
    assertTrue(session.table("pigment.`FP&A`.Employee").count() > 0);
  }

  @Test
  void inheritsTheSettingsOfTheDataSource() {
    for (String option : List.of("baseUrl", "apiToken", "retryInterval")) {
      String key = "spark.sql.catalog.pigment." + option;
      session.conf().set("spark.datasource.pigment." + option, session.conf().get(key));
      session.conf().unset(key);
    }
    session.conf().set("spark.datasource.pigment.viewId", "not for a catalog");
    session.conf().set("spark.datasource.pigment.inferSchema", "false");
    session.conf().set("spark.datasource.pigment.columnNames", "safe");
    session.conf().set("spark.sql.catalog.pigment.columnNames", "original");

    Dataset<Row> employees = session.table("pigment.`FP&A`.Employee");

    assertTrue(List.of(employees.columns()).contains("Salary (€)"));
    assertEquals("string", employees.schema().apply("Salary (€)").dataType().typeName());
    assertEquals(3, employees.count());
  }

  @Test
  void usesAKeyThatIsSetLater() {
    session = session(Map.of("metadataToken", ""));
    session.conf().unset("spark.sql.catalog.pigment.metadataToken");
    assertTrue(failureOf(() -> sql("SHOW NAMESPACES IN pigment")).contains("No Modeling Metadata"));

    session.conf().set("spark.sql.catalog.pigment.metadataToken", Simulator.METADATA_KEY);

    assertEquals(3, sql("SHOW NAMESPACES IN pigment").count());
  }

  @Test
  void describesColumnsAndIds() {
    assertEquals(
        List.of("Country", "Month", "Revenue"),
        strings(sql("DESCRIBE " + VIEW), "col_name").subList(0, 3));
    String extended = rows(sql("DESCRIBE EXTENDED " + VIEW));
    assertTrue(extended.contains("Pigment Public view " + Simulator.REVENUE_VIEW), extended);
    assertTrue(extended.contains("pigment.block.id=" + SampleBlocks.REVENUE.id()), extended);
    String namespace = rows(sql("DESCRIBE NAMESPACE EXTENDED " + BLOCK));
    assertTrue(namespace.contains("Metric block " + SampleBlocks.REVENUE.id()), namespace);
    String application = rows(sql("DESCRIBE NAMESPACE pigment.`FP&A`"));
    assertTrue(application.contains("application " + SampleApplications.FP_AND_A), application);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void usesANamespace() {
    sql("USE pigment.`FP&A`");

    assertEquals(4, session.table("Revenue").count());
    assertEquals(1, sql("SHOW TABLES LIKE 'Revenue'").count());
    assertEquals(2, sql("SHOW TABLES IN pigment.`FP&A`.Revenue").count());
    assertEquals(3, sql("SHOW NAMESPACES IN pigment").count());
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void supportsSparksCatalogApi() throws Exception {
    assumeFalse(spark.version().startsWith("3.3."), "where it knows its own catalog only");
    Catalog catalog = session.catalog();

    assertTrue(catalog.databaseExists("pigment.`FP&A`"));
    assertFalse(catalog.databaseExists("pigment.FPA"));
    assertEquals(2, catalog.listTables(BLOCK).count());
    assertEquals("EXTERNAL", catalog.getTable(BLOCK).tableType());
    assertEquals(3, catalog.listColumns(VIEW).count());
    // Not in the Spark that this is compiled with.
    Catalog.class.getMethod("setCurrentCatalog", String.class).invoke(catalog, "pigment");
    assertEquals(3, catalog.listDatabases().count());
    sql("USE `FP&A`");
    assertEquals("`FP&A`", catalog.currentDatabase());
    assertEquals(SampleBlocks.ALL.size(), catalog.listTables().filter("not isTemporary").count());
  }

  @Test
  void tellsWhetherATableExists() {
    assumeFalse(spark.version().startsWith("3.3."), "where it knows its own catalog only");

    assertTrue(session.catalog().tableExists(BLOCK));
    assertTrue(session.catalog().tableExists(VIEW));
    for (String unknown : List.of("`FP&A`.Xyzzy", "`FP&A`.Revenue.Xyzzy", "Xyzzy.Revenue")) {
      assertFalse(session.catalog().tableExists("pigment." + unknown), unknown);
    }
    String similar = "pigment.`FP&A`.Revenu";
    if (spark.version().startsWith("3.")) {
      assertFalse(session.catalog().tableExists(similar));
    } else { // It loads the table, and returns false only for an exception without suggestions.
      String failure = failureOf(() -> session.catalog().tableExists(similar));
      assertTrue(failure.contains("Did you mean `Revenue`?"), failure);
    }
  }

  /** Up to 3.5 Spark needs no columns for that; Spark 4 does, and gets them. */
  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void samplesEachListedTableOnSpark4Only() throws Exception {
    assumeFalse(spark.version().startsWith("3.3."), "where it knows its own catalog only");
    boolean samples = spark.version().startsWith("4.");

    assertEquals(
        11, session.catalog().listTables("pigment.`FP&A`").filter("not isTemporary").count());
    assertEquals(samples ? 11 : 0, exports());
    session.catalog().listTables("pigment.`FP&A`").count();
    assertTrue(session.catalog().tableExists(BLOCK));
    assertEquals(samples ? 11 : 0, exports());
  }

  @Test
  void rejectsReadsOfVersions() {
    String failure = failureOf(() -> sql("SELECT * FROM " + BLOCK + " VERSION AS OF 1").count());
    assertTrue(failure.contains("Pigment keeps no versions of " + BLOCK), failure);
  }

  @Test
  void namesTheBlockOfAViewThatIsTooBig() {
    pigment.always(Fault.status(413));

    String failure = failureOf(() -> session.table(VIEW).count());

    assertTrue(
        failure.contains(
            "Pigment returned 413 for view "
                + VIEW
                + " ("
                + Simulator.REVENUE_VIEW
                + "): the view is too big to be exported. Read "
                + BLOCK
                + " instead, or"),
        failure);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @ParameterizedTest
  @ValueSource(strings = {"metadataTokn", "viewId", "baseUrl"})
  void reportsInvalidSettingsAtTheFirstUse(String name) {
    SparkSession mistaken = session(Map.of(name, "http://elsewhere.example"));

    assertEquals(1, mistaken.sql("SELECT 1").count());
    mistaken.sql("USE pigment");
    assertEquals(1, mistaken.sql("SELECT abs(1)").count());
    String failure = failureOf(() -> mistaken.sql("SHOW NAMESPACES IN pigment").count());

    assertTrue(failure.contains(name), failure);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void reportsAMissingKeyWhenItIsNeeded() {
    session.conf().unset("spark.sql.catalog.pigment.apiToken");
    assertEquals(3, sql("SHOW NAMESPACES IN pigment").count());
    assertTrue(
        failureOf(() -> session.table(VIEW).count())
            .contains("set spark.sql.catalog.pigment.apiToken"));

    session = session(Map.of());
    session.conf().unset("spark.sql.catalog.pigment.metadataToken");
    assertTrue(
        failureOf(() -> sql("SHOW NAMESPACES IN pigment").count())
            .contains("PIGMENT_METADATA_KEY"));
  }

  @Test
  void explainsAKeyOfTheWrongType() {
    session = session(Map.of("metadataToken", Simulator.API_KEY));

    String failure = failureOf(() -> sql("SHOW NAMESPACES IN pigment").count());

    assertTrue(
        failure.contains("Pigment returned 401 for GET /api/v1/applications: the metadata key"),
        failure);
    assertFalse(failure.contains(Simulator.API_KEY), failure);
  }

  @Test
  void retriesTransientFailures() {
    pigment.nextMetadata(Fault.status(503), Fault.cutAfter(30));
    assertEquals(3, sql("SHOW NAMESPACES IN pigment").count());
  }
}
