package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conditions and limits that Spark pushes to a scan, and the sizes that a scan reports. */
@Tag("spark-matrix")
class PushdownIT extends SparkTest {
  private static final String CSV =
      "Name;Amount\na;1\n\"a\";2\nb;3\n;4\nab;5\nà;6\n\"a\"\"b\";7\n\"a;b\";\nA;8\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Name = 'a'                         | 2 | 2",
        "'a' = Name                         | 2 | 2",
        "Name <=> 'a'                       | 2 | 2",
        "Name IN ('b', 'à', 'x')            | 2 | 2",
        "Name LIKE 'a%'                     | 5 | 5",
        "Name = 'a\"b'                      | 1 | 1",
        "Name = 'a;b'                       | 1 | 1",
        "Name = ''                          | 0 | 0",
        "Name = 'a' AND Amount > 1          | 1 | 2",
        "Name IS NOT NULL                   | 8 | 8",
        "Amount IS NOT NULL                 | 8 | 8",
        "Amount = 3                         | 1 | 8",
        "Name IS NULL                       | 1 | 9",
        "Name <> 'a'                        | 6 | 8",
        "Name = 'a' OR Name = 'b'           | 3 | 9",
        "Name = 'a' OR Amount = 8           | 3 | 9",
        "upper(Name) = 'A'                  | 3 | 8",
        "Name > 'a'                         | 5 | 8",
        "Name NOT IN ('a', 'b')             | 5 | 9"
      })
  void convertsOnlyTheRowsOfAFilter(String condition, long rows, long read) throws Exception {
    Dataset<Row> view =
        read().schema("Name STRING, Amount INT").load(pigment.serve(View.of(CSV))).where(condition);

    assertEquals(rows, view.collectAsList().size());
    assertEquals(Long.toString(read), MetricsIT.metricsOfTheLastScan().get("records read"));
  }

  @ParameterizedTest
  @CsvSource({"31, 2", "32, 9"})
  void leavesInWithManyValuesToSpark(int others, long read) throws Exception {
    String texts =
        IntStream.range(0, others).mapToObj(i -> "'x" + i + "'").collect(Collectors.joining(", "));
    Dataset<Row> view =
        read()
            .schema("Name STRING, Amount INT")
            .load(pigment.serve(View.of(CSV)))
            .where("Name IN ('a', " + texts + ")");

    assertEquals("[a,1]\n[a,2]", rows(view));
    assertEquals(Long.toString(read), MetricsIT.metricsOfTheLastScan().get("records read"));
  }

  @Test
  void abbreviatesLongTextInThePlan() {
    Dataset<Row> view =
        read()
            .schema("Name STRING, Amount INT")
            .load(pigment.serve(View.of(CSV)))
            .where("Name = '" + "x".repeat(1_000) + "'");

    String scan = scan(view.queryExecution().sparkPlan().toString());
    assertTrue(scan.contains("`Name` ONE_OF (" + "x".repeat(100) + "…)"), scan);
  }

  private static String scan(String plan) {
    return plan.substring(plan.indexOf("BatchScan"));
  }

  @Test
  void returnsTheSameRowsAsSparksOwnFilter() {
    Dataset<Row> view = read().load(Simulator.largeView(30_000));

    for (String country : new String[] {"FR", "Côte d’Ivoire", "F", "XX"}) {
      assertEquals(
          view.where("concat(Country, '') = '" + country + "'").collectAsList(),
          view.where("Country = '" + country + "'").collectAsList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHAR(3)", "VARCHAR(3)"})
  void leavesFiltersOnCharAndVarcharToSpark(String type) {
    Dataset<Row> view =
        read().option("schemaHints", "Name " + type).load(pigment.serve(View.of(CSV)));
    assertEquals(2, view.where("trim(Name) = 'a'").count());
    assertEquals(2, view.where("Name = 'a'").count());
  }

  @Test
  void ignoresInvalidValuesInExcludedRecords() {
    String id = pigment.serve(View.of("Name;Amount\na;1\nb;x\n"));

    Dataset<Row> view = read().schema("Name STRING, Amount INT").load(id);

    assertEquals("[a,1]", rows(view.where("Name = 'a'")));
    assertTrue(failureOf(() -> view.where("Name = 'b'").collect()).contains("Record 2 of view"));
  }

  @Test
  void failsOnMalformedRecordWithAnyFilter() {
    String id = pigment.serve(View.of("Name;Amount\na;1\nb\nc;3\n"));

    Dataset<Row> view = read().schema("Name STRING, Amount INT").load(id).where("Name = 'a'");

    assertTrue(failureOf(view::collect).contains("Record 2 of view"));
  }

  @Test
  void treatsInvalidValueAsNullInAFilter() {
    String id = pigment.serve(View.of("Name;Amount\na;1\nb;x\nc\nd;\n"));
    Dataset<Row> view =
        read().schema("Name STRING, Amount INT").option("mode", "PERMISSIVE").load(id);

    assertEquals("[b,null]\n[null,null]\n[d,null]", rows(view.where("Amount IS NULL")));
    assertEquals("[a,1]", rows(view.where("Amount IS NOT NULL")));
  }

  @Test
  void readsNoMoreRecordsThanTheLimit() throws Exception {
    Dataset<Row> view = read().schema("Code STRING").load(Simulator.largeView(200_000));

    assertEquals(7, view.limit(7).collectAsList().size());

    Map<String, String> metrics = MetricsIT.metricsOfTheLastScan();
    assertEquals("7", metrics.get("records read"));
    assertEquals("1", metrics.get("requests to Pigment"));
  }

  @Test
  void countsOffsetFromTheFirstRow() {
    assumeFalse(spark.version().startsWith("3.3."), "Spark 3.3 knows no OFFSET");
    String id = pigment.serve(View.of("a\n1\n2\n3\n4\n5\n6\n"));
    read().schema("a INT").load(id).createOrReplaceTempView("numbers");

    assertEquals("[3]\n[4]", rows(spark.sql("SELECT * FROM numbers LIMIT 2 OFFSET 2")));
  }

  @Test
  void limitCountsRowsThatMatchTheFilter() {
    Dataset<Row> view = read().schema("Country STRING").load(Simulator.largeView(20_000));

    assertEquals("[FR]\n[FR]\n[FR]\n[FR]\n[FR]", rows(view.where("Country = 'FR'").limit(5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILFAST", "PERMISSIVE", "DROPMALFORMED"})
  void ignoresInvalidValuesPastTheLimit(String mode) {
    String id = pigment.serve(View.of("a\n1\n2\n3\nx\n"));

    Dataset<Row> view = read().schema("a INT").option("mode", mode).load(id);

    assertEquals("[1]\n[2]\n[3]", rows(view.limit(3)));
  }

  @Test
  void limitDoesNotCountDroppedRecords() {
    String id = pigment.serve(View.of("a\n1\nx\ny\n2\nz\n3\n4\n"));

    Dataset<Row> view = read().schema("a INT").option("mode", "DROPMALFORMED").load(id);

    assertEquals("[1]\n[2]\n[3]", rows(view.limit(3)));
  }

  @Test
  void doesNotBroadcastASampledSize() {
    Dataset<Row> list = loadCsv("Month;Name\nJan 21;January\n");
    Dataset<Row> view = read().schema("Month STRING, Revenue DOUBLE").load(Simulator.EXAMPLE_VIEW);

    String plan = view.join(list, "Month").queryExecution().executedPlan().toString();

    assertFalse(plan.contains("BroadcastHashJoin"), plan);
    assertTrue(list.queryExecution().optimizedPlan().stats().rowCount().isEmpty());
  }

  @Test
  void doesNotBroadcastViewOfUnknownSize() {
    Dataset<Row> sampled = read().option("sampleSize", 10).load(Simulator.EXAMPLE_VIEW);
    Dataset<Row> given = read().schema("Month STRING, Revenue DOUBLE").load(Simulator.EXAMPLE_VIEW);

    String plan = given.join(sampled, "Month").queryExecution().executedPlan().toString();

    assertFalse(plan.contains("Broadcast"), plan);
    assertTrue(sampled.queryExecution().optimizedPlan().stats().rowCount().isEmpty());
  }

  @Test
  void showsFilterAndLimitInThePlan() {
    Dataset<Row> view = read().schema("Country STRING").load(Simulator.EXAMPLE_VIEW);

    String filtered = view.where("Country = 'DE'").queryExecution().executedPlan().toString();
    String limited = view.limit(3).queryExecution().executedPlan().toString();

    assertTrue(filtered.contains("`Country` ONE_OF (DE)"), filtered);
    assertTrue(limited.contains("limit 3"), limited);
  }
}
