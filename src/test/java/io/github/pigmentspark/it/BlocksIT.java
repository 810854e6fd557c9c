package io.github.pigmentspark.it;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import io.github.pigmentspark.simulator.View;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks read raw, without a view. */
@Tag("spark-matrix")
class BlocksIT extends SparkTest {
  private static final Pattern PROPERTIES =
      Pattern.compile("\"propertyTechnicalNames\":(\\[.*?\\])");
  private static final Pattern METRICS = Pattern.compile("\"metrics\":\\[\"(.*?)\"\\]");
  private static final Pattern SCENARIOS = Pattern.compile("\"scenarios\":\\[(.*?)\\]");
  private static final String THREE =
      String.join(",", SampleBlocks.ACTUAL, SampleBlocks.BUDGET, SampleBlocks.FORECAST);

  private Dataset<Row> metric(SampleBlocks.Sample block) {
    return read().option("metricId", block.id()).load();
  }

  private DataFrameReader technicalList() {
    return read().option("listId", SampleBlocks.EMPLOYEE.id()).option("friendlyHeaders", "false");
  }

  private Dataset<Row> scenarios(SampleBlocks.Sample metric, String scenarios) {
    return read().option("metricId", metric.id()).option("scenarios", scenarios).load();
  }

  private DataFrameReader table(SampleBlocks.Sample block) {
    return read().option("tableId", block.id());
  }

  @Test
  void readsMetricWithDimensionsAndTypes() {
    Dataset<Row> revenue = metric(SampleBlocks.REVENUE);

    assertEquals("Country STRING, Month STRING, Revenue DOUBLE", ddl(revenue));
    assertEquals(
        "[FR,Jan 26,150.5]\n[FR,Feb 26,160.25]\n[DE,Jan 26,90.0]\n[IT,Mar 26,16.5]", rows(revenue));
    assertEquals(4, revenue.count());
    for (SimulatorRequest request : pigment.requests()) {
      assertEquals("POST", request.method());
      assertTrue(request.body().contains("\"friendlyHeaders\":true"), request.body());
    }
  }

  @Test
  void readsTableWithAllMetrics() {
    assertEquals(
        """
        [FR,Jan 26,150.5,50.0,2026-01-15]
        [FR,Feb 26,160.25,null,null]
        [DE,Jan 26,90.0,null,null]
        [DE,Feb 26,null,20.75,null]
        [IT,Jan 26,null,30.1,null]
        [IT,Mar 26,16.5,null,2026-03-02]""",
        rows(table(SampleBlocks.PROFIT_AND_LOSS).load()));
    assertEquals(
        "[FR,Jan 26,2026-01-15]\n[IT,Mar 26,2026-03-02]",
        rows(
            table(SampleBlocks.PROFIT_AND_LOSS)
                .option("metrics", SampleBlocks.LAUNCH.id())
                .load()));
  }

  @Test
  void readsListWithFriendlyOrTechnicalNames() {
    Dataset<Row> friendly = read().option("listId", SampleBlocks.EMPLOYEE.id()).load();

    assertEquals(
        "Cost centre STRING, Employee STRING, Hired DATE, Note STRING, Salary (€) DOUBLE,"
            + " Team STRING",
        ddl(friendly));
    assertEquals("[007,Ada Lovelace,2024-10-25,null,65000.0,Finance]", rows(friendly.limit(1)));
    assertEquals(
        "note STRING, cost centre, code STRING",
        ddl(technicalList().option("properties", "[\"note\",\"cost centre, code\"]").load()));
  }

  @ParameterizedTest
  @CsvSource({"METRIC, launch, TIMESTAMP", "LIST, hired, DATE"})
  void infersTypeOfLegacyDatesByKindOfBlock(String kind, String column, String type) {
    DataFrameReader reader = read().option("dateFormat", "Legacy").option("friendlyHeaders", false);
    Dataset<Row> block =
        kind.equals("LIST")
            ? reader.option("listId", SampleBlocks.EMPLOYEE.id()).load()
            : reader.option("metricId", SampleBlocks.LAUNCH.id()).load();

    assertTrue(ddl(block).contains(column + " " + type), ddl(block));
    assertEquals(
        kind.equals("LIST") ? "2024-10-25" : "2026-01-15",
        block
            .selectExpr("string(to_date(to_utc_timestamp(" + column + ", 'America/New_York')))")
            .first()
            .getString(0));
  }

  @Test
  void sendsExportFilterToPigment() {
    String filter =
        "{\"type\": \"And\", \"and\": [{\"type\": \"Dimension\", \"dimension\": {\"dimensionId\": \""
            + SampleBlocks.COUNTRY.id()
            + "\", \"modalityIds\": [\""
            + SampleBlocks.item(SampleBlocks.COUNTRY, "FR")
            + "\"]}}, {\"type\": \"Value\", \"value\": {\"metricId\": \""
            + SampleBlocks.REVENUE.id()
            + "\", \"condition\": {\"type\": \"GreaterThan\", \"value\": 155}}}]}";
    Dataset<Row> revenue =
        read().option("metricId", SampleBlocks.REVENUE.id()).option("exportFilter", filter).load();

    assertEquals("[FR,Feb 26,160.25]", rows(revenue));
    String plan = revenue.queryExecution().executedPlan().toString();
    assertTrue(plan.contains("exportFilter {\"type\":\"And\",\"and\":["), plan);
  }

  @Test
  void rejectsAFilterThatIsNotJsonBeforeAnyRequest() {
    String failure =
        failureOf(
            () ->
                read()
                    .option("metricId", SampleBlocks.REVENUE.id())
                    .option("exportFilter", "{'type':'Value'}")
                    .load());

    assertTrue(
        failure.contains(
            "Option exportFilter is \"{'type':'Value'}\": expected JSON, but the text is not valid at $."),
        failure);
    assertTrue(pigment.requests().isEmpty());
  }

  @Test
  void quotesPigmentsResponseToAnInvalidFilter() {
    String failure =
        failureOf(
            () ->
                read()
                    .option("metricId", SampleBlocks.REVENUE.id())
                    .option("exportFilter", "{\"type\":\"Value\",\"value\":{}}")
                    .load());

    assertTrue(failure.contains("Pigment returned 400 for metric"), failure);
    assertTrue(failure.contains("metricId"), failure);
  }

  @Test
  void readsEachScenarioInItsOwnTask() throws Exception {
    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, THREE);
    int sampled = pigment.requests().size();

    assertEquals(3, revenue.rdd().getNumPartitions());
    assertEquals(
        "[Actual,4]\n[Budget 2026,4]\n[Forecast,1]",
        rows(revenue.groupBy("Scenario").count().orderBy("Scenario")));
    assertEquals(9, revenue.count());

    assertEquals(
        List.of(THREE.split(",")).stream().map(id -> '"' + id + '"').sorted().collect(toList()),
        requested(SCENARIOS).subList(sampled, sampled + 3).stream().sorted().collect(toList()));
    Map<String, String> metrics = MetricsIT.metricsOfTheLastScan();
    assertEquals("9", metrics.get("records read"));
    assertTrue(metrics.get("requests to Pigment").startsWith("3"), metrics.toString());
    String plan = revenue.queryExecution().executedPlan().toString();
    assertTrue(plan.contains("(scenarios " + THREE.replace(",", ", ") + ")"), plan);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void infersTypesThatFitEveryScenario(boolean wholeNumbersFirst) {
    String scenarios =
        wholeNumbersFirst
            ? SampleBlocks.BUDGET + "," + SampleBlocks.ACTUAL
            : SampleBlocks.ACTUAL + "," + SampleBlocks.BUDGET;

    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, scenarios);

    assertEquals("Scenario STRING, Country STRING, Month STRING, Revenue DOUBLE", ddl(revenue));
    assertEquals(8, revenue.collectAsList().size());
    assertEquals(
        "Scenario STRING, Country STRING, Month STRING, Revenue BIGINT",
        ddl(scenarios(SampleBlocks.REVENUE, SampleBlocks.BUDGET)));
  }

  @Test
  void dividesTheSampleAmongScenarios() {
    String csv = "Scenario;n\ns;1\ns;2\ns;3\ns;4.5\n";
    String id = pigment.serveBlock(View.Block.METRIC, View.of(csv));

    for (int size = 1; size <= 12; size++) {
      Dataset<Row> metric =
          read()
              .option("metricId", id)
              .option("scenarios", THREE)
              .option("sampleSize", size)
              .load();
      assertEquals(size <= 9 ? "BIGINT" : "DOUBLE", ddl(metric).split(" ")[3], size + " records");
    }
  }

  @Test
  void rejectsScenariosWithDifferentColumns() {
    String id = pigment.serveBlock(View.Block.METRIC, View.of("Scenario;a\ns;1\n"));
    pigment.next(Fault.none(), Fault.otherContent("text/csv", "Scenario;b\ns;1\n"));

    String failure =
        failureOf(
            () ->
                read()
                    .option("metricId", id)
                    .option("scenarios", SampleBlocks.ACTUAL + "," + SampleBlocks.BUDGET)
                    .load());

    assertTrue(
        failure.contains(
            "The export of metric "
                + id
                + " (scenario "
                + SampleBlocks.BUDGET
                + ") has different columns from that of metric "
                + id
                + " (scenario "
                + SampleBlocks.ACTUAL
                + "): `Scenario`, `b` instead of `Scenario`, `a`."),
        failure);
  }

  @Test
  void appliesLimitAcrossScenarios() {
    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, THREE);

    for (int limit = 0; limit <= 10; limit++) {
      assertEquals(Math.min(limit, 9), revenue.limit(limit).collectAsList().size());
    }
  }

  @Test
  void exportsEachScenarioOnceForASelfJoin() {
    Dataset<Row> revenue =
        read()
            .schema("Scenario STRING, Country STRING, Month STRING, Revenue DOUBLE")
            .option("metricId", SampleBlocks.REVENUE.id())
            .option("scenarios", THREE)
            .load();

    revenue.createOrReplaceTempView("revenue");
    Dataset<Row> joined =
        spark.sql("SELECT * FROM revenue a JOIN revenue b USING (Scenario, Country, Month)");

    assertEquals(9, joined.count());
    assertEquals(3, pigment.requests().size());
  }

  @Test
  void resumesEachScenarioSeparately() throws Exception {
    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, THREE);
    pigment.next(Fault.cutAfter(60), Fault.status(503).retryAfter("0"), Fault.none());

    assertEquals(9, revenue.collectAsList().size());

    Map<String, String> metrics = MetricsIT.metricsOfTheLastScan();
    assertTrue(metrics.get("retries").startsWith("2"), metrics.toString());
  }

  @Test
  void errorNamesTheScenario() {
    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, THREE);
    pigment.always(Fault.status(404));

    String failure = failureOf(revenue::collectAsList);

    assertTrue(
        failure.contains("for metric " + SampleBlocks.REVENUE.id() + " (scenario "), failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "employee, salary_eur | [\"employee\",\"salary_eur\"]",
        "salary_eur, employee | [\"employee\",\"salary_eur\"]",
        // With another one: a blank cell alone in a last line would be no line.
        "note                 | [\"cost centre, code\",\"note\"]",
      })
  void requestsOnlyThePropertiesThatAQueryNeeds(String columns, String properties) {
    Dataset<Row> list = technicalList().load();
    List<Row> whole = list.collectAsList();

    Dataset<Row> some = list.selectExpr(columns.split(", "));

    assertEquals(3, some.collectAsList().size());
    assertEquals(properties, last(PROPERTIES));
    for (int i = 0; i < whole.size(); i++) {
      for (String column : columns.split(", ")) {
        assertEquals(
            whole.get(i).<Object>getAs(column), some.collectAsList().get(i).<Object>getAs(column));
      }
    }
    String plan = some.queryExecution().executedPlan().toString();
    assertTrue(plan.contains(", properties ["), plan);
  }

  @Test
  void requestsThePropertiesOfAFilter() {
    Dataset<Row> list = technicalList().load();

    assertEquals("[Grace Hopper]", rows(list.where("team = 'Sales'").select("employee")));
    assertEquals("[\"employee\",\"team\"]", last(PROPERTIES));
    assertEquals(1, list.where("note IS NOT NULL").count());
    assertEquals("[\"note\"]", last(PROPERTIES));
    assertEquals(2, list.where("note IS NULL").count());
    assertEquals("[\"cost centre, code\",\"note\"]", last(PROPERTIES));
  }

  @Test
  void requestsTheWholeListForACount() {
    assertEquals(3, technicalList().load().count());
    assertEquals("", last(PROPERTIES));
  }

  @Test
  void requestsNoPropertiesBeyondTheOption() {
    Dataset<Row> list = technicalList().option("properties", "note,team,employee").load();

    assertEquals("[null,Finance,Ada Lovelace]", rows(list.limit(1)));
    assertEquals("[\"note\",\"team\",\"employee\"]", last(PROPERTIES));
    assertEquals("[Ada Lovelace]", rows(list.select("employee").limit(1)));
    assertEquals("[\"note\",\"employee\"]", last(PROPERTIES));
  }

  @Test
  void keepsLastRowWithABlankCellAndNoLineBreak() {
    String whole = "a;b;c\n1;2;3\n;5;6";
    String id = pigment.serveBlock(View.Block.LIST, View.of(whole));
    Dataset<Row> list = read().option("listId", id).option("friendlyHeaders", false).load();

    list.select("a").collectAsList();
    // The rest of the second record if only this property is requested.
    pigment.next(
        last(PROPERTIES).equals("[\"a\"]")
            ? Fault.otherContent("text/csv", "a\n1\n")
            : Fault.otherContent("text/csv", "a;b\n1;2\n;5"));
    assertEquals("[1]\n[null]", rows(list.select("a")));

    list.where("a IS NOT NULL").select("a").collectAsList();
    assertEquals("[\"a\"]", last(PROPERTIES));

    String two = pigment.serveBlock(View.Block.LIST, View.of("a;b\n1;2\n;5"));
    read().option("listId", two).option("friendlyHeaders", false).load().select("a").count();
    assertEquals("", last(PROPERTIES));
  }

  @Test
  void requestsTheWholeListIfPushDownColumnsIsFalse() {
    Dataset<Row> list = technicalList().option("pushDownColumns", "false").load();

    assertEquals(3, list.select("team", "note").collectAsList().size());
    assertEquals("", last(PROPERTIES));
  }

  @Test
  void exportsTwoScenariosSeparately() {
    Dataset<Row> budget = scenarios(SampleBlocks.REVENUE, SampleBlocks.BUDGET);
    Dataset<Row> actual = scenarios(SampleBlocks.REVENUE, SampleBlocks.ACTUAL);
    int sampled = pigment.requests().size();

    assertEquals(
        "[Budget 2026]\n[Actual]",
        rows(
            budget
                .groupBy("Scenario")
                .count()
                .union(actual.groupBy("Scenario").count())
                .select("Scenario")));
    assertEquals(2, pigment.requests().size() - sampled);
  }

  @Test
  void requestsTheWholeListForFriendlyNamesRenamedColumnsAndGivenSchemas() {
    read().option("listId", SampleBlocks.EMPLOYEE.id()).load().select("Team").collectAsList();
    assertEquals("", last(PROPERTIES));

    technicalList()
        .option("columnNames", "safe")
        .load()
        .select("team", "cost_centre_code")
        .collectAsList();
    assertEquals("", last(PROPERTIES));

    technicalList().schema("TEAM STRING").load().collectAsList();
    assertEquals("", last(PROPERTIES));
  }

  @Test
  void requestsTheWholeListForRepeatedNames() {
    String csv = "a;a;b\n1;2;3\n";
    String id = pigment.serveBlock(View.Block.LIST, View.of(csv));
    Dataset<Row> list = read().option("listId", id).option("friendlyHeaders", false).load();

    assertEquals("[1]", rows(list.select("a")));
    assertEquals("", last(PROPERTIES));
    assertEquals("[2]", rows(list.select("a_2")));
    assertEquals("", last(PROPERTIES));
    assertEquals("[3]", rows(list.select("b")));
    assertEquals("", last(PROPERTIES));
    assertEquals("[3]", rows(list.select("b").where("b IS NOT NULL")));
    assertEquals("[\"b\"]", last(PROPERTIES));

    String cases = pigment.serveBlock(View.Block.LIST, View.of("a;A\n1;2\n"));
    list = read().option("listId", cases).option("friendlyHeaders", false).load();
    assertEquals("[1]", rows(list.select("a")));
    assertEquals("", last(PROPERTIES));
  }

  @Test
  void errorNamesAMissingPropertyAndThoseThatExist() {
    String id = pigment.serveBlock(View.Block.LIST, View.of("a;b;x\n1;2;3\n"));
    Dataset<Row> list = read().option("listId", id).option("friendlyHeaders", false).load();
    pigment.next(
        Fault.status(400),
        Fault.otherContent("text/csv", "b;c\n2;3\n"),
        Fault.otherContent("text/csv", "b\n2\n"),
        Fault.otherContent("text/csv", "b;c\n2;3\n"));

    for (String how : List.of("refused", "omitted")) {
      String failure = failureOf(() -> list.select("a").collectAsList());

      assertTrue(failure.contains("of list " + id + " has no column `a`. It has `b`, `c`."), how);
      assertTrue(failure.contains("Load the list again if it was changed"), failure);
    }
  }

  @Test
  void requestsTheWholeListIfPigmentRejectsTheNarrowedRequest() throws Exception {
    Dataset<Row> list = technicalList().load();
    pigment.next(Fault.status(400));

    assertEquals("[Finance]\n[Sales]\n[Finance]", rows(list.select("team")));
    assertEquals("", last(PROPERTIES));
    Map<String, String> metrics = MetricsIT.metricsOfTheLastScan();
    assertEquals("2", metrics.get("requests to Pigment"));
    assertTrue(
        metrics.get("time to first byte").matches("\\d+ ms|\\d{1,2}\\.\\d s"), metrics::toString);
  }

  @Test
  void resumesNarrowedExport() {
    String lines = "x;1;y\n".repeat(100_000);
    String id = pigment.serveBlock(View.Block.LIST, View.of("a;b;c\n" + lines));
    Dataset<Row> list = read().option("listId", id).option("friendlyHeaders", false).load();
    pigment.next(Fault.cutAfter(2), Fault.cutAfter(200_000), Fault.resetAfter(300_000));

    assertEquals("[100000]", rows(list.selectExpr("sum(b)")));
  }

  @Test
  void requestsAllMetricsOfATable() {
    table(SampleBlocks.PROFIT_AND_LOSS)
        .load()
        .where("Launch IS NOT NULL")
        .select("Launch")
        .collectAsList();
    assertEquals("", last(METRICS));
  }

  @Test
  void blockOfTheReadOverridesViewOfTheSession() {
    spark.conf().set("spark.datasource.pigment.viewId", Simulator.EXAMPLE_VIEW);
    spark.conf().set("spark.datasource.pigment.scenarios", SampleBlocks.BUDGET);
    try {
      assertEquals(16, read().load().count());
      assertEquals(3, read().option("listId", SampleBlocks.EMPLOYEE.id()).load().count());
      assertEquals(
          "[Budget 2026]", rows(metric(SampleBlocks.REVENUE).select("Scenario").distinct()));
      spark.sql(
          "CREATE TEMPORARY VIEW employees USING pigment OPTIONS (listId '"
              + SampleBlocks.EMPLOYEE.id()
              + "', baseUrl '"
              + pigment.url()
              + "', apiToken '"
              + Simulator.API_KEY
              + "')");
      assertEquals("[3]", rows(spark.sql("SELECT count(*) FROM employees")));
    } finally {
      spark.catalog().dropTempView("employees");
      spark.conf().unset("spark.datasource.pigment.viewId");
      spark.conf().unset("spark.datasource.pigment.scenarios");
    }
  }

  @ParameterizedTest
  @CsvSource({"VIEWID, c0ffee00-0000-4000-8000-000000000001", "viewid, ''", "Scenarios, ''"})
  void blockOfTheReadOverridesSettingOfTheSessionInAnyCase(String name, String value) {
    spark.conf().set("spark.datasource.pigment." + name, value);
    try {
      assertEquals(3, read().option("listId", SampleBlocks.EMPLOYEE.id()).load().count());
    } finally {
      spark.conf().unset("spark.datasource.pigment." + name);
    }
  }

  @Test
  void ignoresOptionWithoutValue() {
    String failure = failureOf(() -> read().option("viewId", (String) null).load());
    assertTrue(failure.contains("Option viewId is missing"), failure);
  }

  @Test
  void rejectsOptionForAnotherKindOfBlock() {
    String failure =
        failureOf(
            () -> read().option("scenarios", SampleBlocks.BUDGET).load(Simulator.EXAMPLE_VIEW));

    assertTrue(
        failure.contains(
            "Option scenarios is for a metric (metricId) or a table (tableId), but this read"
                + " exports a view (viewId). Remove the option."),
        failure);
  }

  @Test
  void errorForATooBigViewNamesTheOptionsForItsBlock() {
    pigment.always(Fault.status(413));

    String failure = failureOf(() -> load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("with metricId, listId or tableId instead of viewId"), failure);
    assertTrue(failure.contains("(…/tables/<id of the block>?displayMode=Grid&viewId=…)"), failure);
  }

  @Test
  void neverShowsTheKey() {
    pigment.always(
        Fault.status(400, "text/plain", "You sent Authorization: Bearer " + Simulator.API_KEY));
    String failure = failureOf(() -> technicalList().load());
    assertTrue(failure.contains("Bearer ****"), failure);
    assertFalse(failure.contains(Simulator.API_KEY), failure);

    pigment.behave();
    Dataset<Row> revenue = scenarios(SampleBlocks.REVENUE, THREE);
    String texts = revenue.queryExecution().toString() + revenue + revenue.schema().json();
    assertFalse(texts.contains(Simulator.API_KEY), texts);
    for (SimulatorRequest request : pigment.requests()) {
      assertFalse(request.body().contains(Simulator.API_KEY), request.body());
    }
  }

  /** Returns this member of each request; empty if a request lacks it. */
  private List<String> requested(Pattern member) {
    return pigment.requests().stream()
        .map(
            request -> {
              Matcher found = member.matcher(request.body());
              return found.find() ? found.group(1) : "";
            })
        .collect(toList());
  }

  private String last(Pattern member) {
    List<String> all = requested(member);
    return all.get(all.size() - 1);
  }

  private static String ddl(Dataset<Row> data) {
    return List.of(data.schema().fields()).stream()
        .map(field -> field.name() + " " + field.dataType().sql())
        .collect(joining(", "));
  }
}
