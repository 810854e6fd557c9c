package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metadata columns, which say where a row comes from. */
@Tag("spark-matrix")
class ProvenanceIT extends CatalogTest {
  private static final String CSV = "Name;Amount\na;1\nb;2\n;3\n\"a\";4\nab;5\n";

  private Dataset<Row> view() {
    return read().schema("Name STRING, Amount INT").load(pigment.serve(View.of(CSV)));
  }

  @Test
  void isHiddenUnlessSelected() {
    assertEquals(List.of("Name", "Amount"), List.of(view().columns()));
    assertEquals("[a,1]", rows(view().limit(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "true                        | 1000 | [1] [2] [3] [4] [5]",
        "Name = 'a'                  | 1000 | [1] [4]",
        "Name like 'a%'              | 1000 | [1] [4] [5]",
        "Name is not null            | 3    | [1] [2] [4]",
        "Amount > 2                  | 1000 | [3] [4] [5]",
        "true                        | 2    | [1] [2]",
        "_record_number = 3          | 1000 | [3]",
        "_record_number > 3          | 1    | [4]",
        "_scenario_id is not null    | 1000 | ~~",
        "_source_id like 'c0ffee00%' | 1    | [1]",
      })
  void numbersRecordsAsInTheExport(String filter, int limit, String numbers) {
    // Spark 3.3 does not find a metadata column above a filter by another one.
    Dataset<Row> view = view().select("*", "_record_number", "_source_id", "_scenario_id");
    Dataset<Row> found = view.where(filter).limit(limit).select("_record_number");
    assertEquals(numbers, rows(found).replace('\n', ' '));
  }

  @Test
  void showsAnIdInLowerCase() {
    String id = pigment.serve(View.of(CSV));
    String shown = id.toUpperCase(Locale.ROOT);
    assertEquals("[" + id + "]", rows(read().load(shown).select("_source_id").distinct()));
  }

  @Test
  void numbersRecordsOfAllBatchesAsErrorsDo() {
    StringBuilder csv = new StringBuilder("n\n");
    for (int i = 1; i <= 100_000; i++) {
      csv.append(i % 7 == 0 ? "\"" + i + "\"" : String.valueOf(i)).append('\n');
    }
    Dataset<Row> view = read().schema("n INT").load(pigment.serve(View.of(csv.toString())));
    assertEquals(100_000, view.where("n = _record_number").count());

    String id = pigment.serve(View.of(csv.append("x\n").toString()));
    String failure = failureOf(() -> read().schema("n INT").load(id).collect());
    assertTrue(failure.contains("Record 100001 of view"), failure);
    assertEquals(
        "[100001]",
        rows(
            read()
                .option("mode", "PERMISSIVE")
                .schema("n INT")
                .load(id)
                .where("n is null")
                .select("_record_number")));
    assertEquals(
        "[100000,100000]",
        rows(
            read()
                .option("mode", "DROPMALFORMED")
                .schema("n INT")
                .load(id)
                .selectExpr("count(n)", "max(_record_number)")));
  }

  @Test
  void hasOneTimeForAllRowsOfAnExport() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    List<Row> times = view().select("_export_time").distinct().collectAsList();
    assertEquals(1, times.size());
    Instant time = times.get(0).getTimestamp(0).toInstant();
    assertFalse(time.isBefore(before), time + " is before " + before);
    assertFalse(time.isAfter(Instant.now()), time + " has not come yet");
  }

  @Test
  void namesTheViewAndTheScenarios() {
    assertEquals(
        "[" + Simulator.EXAMPLE_VIEW + ",null]",
        rows(load(Simulator.EXAMPLE_VIEW).select("_source_id", "_scenario_id").distinct()));

    String scenarios = SampleBlocks.ACTUAL + "," + SampleBlocks.BUDGET;
    Dataset<Row> revenue =
        read()
            .option("metricId", SampleBlocks.REVENUE.id())
            .option("scenarios", scenarios)
            .load()
            .select("Scenario", "_source_id", "_scenario_id")
            .distinct()
            .orderBy("Scenario");
    String id = SampleBlocks.REVENUE.id();
    assertEquals(
        "[Actual,"
            + id
            + ","
            + SampleBlocks.ACTUAL
            + "]\n"
            + "[Budget 2026,"
            + id
            + ","
            + SampleBlocks.BUDGET
            + "]",
        rows(revenue));
  }

  @Test
  void givesWayToAColumnOfTheExport() {
    String csv = "_Record_number;n\nx;1\n";
    Dataset<Row> view = load(pigment.serve(View.of(csv)));
    assertEquals("[x,1]", rows(view.select("_record_number", "n")));
    assertEquals("[null,x]", rows(view.select("_scenario_id", "_record_number")));

    String failure =
        failureOf(
            () ->
                read()
                    .schema("n INT")
                    .load(pigment.serve(View.of(csv)))
                    .select("_record_number")
                    .collect());
    assertTrue(
        failure.contains("already has a column `_record_number`, so this read cannot add one."),
        failure);
  }

  @Test
  void isInTablesOfTheCatalog() {
    Dataset<Row> found =
        sql(
            "SELECT _source_id, min(_record_number), count(DISTINCT _export_time)"
                + " FROM pigment.`FP&A`.Revenue GROUP BY _source_id");
    assertEquals("[" + SampleBlocks.REVENUE.id() + ",1,1]", rows(found));
  }

  @Test
  void staysInNarrowedReads() {
    Dataset<Row> list =
        read()
            .option("listId", SampleBlocks.EMPLOYEE.id())
            .option("friendlyHeaders", "false")
            .load();
    assertEquals("[Ada Lovelace,1]", rows(list.select("employee", "_record_number").limit(1)));
    String body = pigment.requests().get(pigment.requests().size() - 1).body();
    assertTrue(
        body.contains("\"propertyTechnicalNames\":[\"cost centre, code\",\"employee\"]"), body);
  }
}
