package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark-matrix")
class ErrorsIT extends SparkTest {
  private static final String READ_ONLY =
      "Pigment is read-only in Spark: a DataFrame cannot be written to it.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "viewId      | abc                 | expected the view's UUID",
        "viewId      | https://pigment.app | the URL has no viewId=<UUID>",
        "baseUrl     | http://pigment.app  | http:// is only allowed for the loopback host",
        "baseUrl     | pigment.app         | expected a URL like https://pigment.app",
        "dateFormat  | ISO                 | expected one of Pigment's date formats, Iso8601 or Legacy",
        "inferSchema | yes                 | expected true or false",
        "sampleSize  | 0                   | expected a whole number from 1",
        "sampleSize  | many                | expected a whole number from 1",
        "schemaHints | Revenue NUMBER(     | expected DDL",
        "columnNames | nice                | expected one of original, safe",
        "mode        | RELAXED             | expected one of FAILFAST, PERMISSIVE, DROPMALFORMED",
        "readTimeout | 10                  | expected a time with a unit",
        "maxRetries  | -1                  | expected a whole number from 0",
        "requireHttp2| on                  | expected true or false",
        "maxRecordSize| 2g                 | expected a size with a unit",
      })
  void errorNamesTheInvalidOptionAndWhatWasExpected(String name, String value, String expected) {
    String failure =
        failureOf(() -> read().option("viewId", Simulator.EXAMPLE_VIEW).option(name, value).load());

    assertTrue(failure.contains("Option " + name + " is \"" + value + "\": "), failure);
    assertTrue(failure.contains(expected), failure);
  }

  @Test
  void rejectsMisspelledOption() {
    String failure = failureOf(() -> read().option("sampelSize", "5").load(Simulator.EXAMPLE_VIEW));
    assertTrue(failure.contains("Option sampelSize is unknown. Did you mean sampleSize?"), failure);
  }

  @Test
  void ignoresForeignOption() {
    assertEquals(16, read().option("mergeSchema", "true").load(Simulator.EXAMPLE_VIEW).count());
  }

  @Test
  void rejectsNoViewAndTwoViews() {
    assertTrue(failureOf(() -> read().load()).contains("Option viewId is missing"));
    String two =
        failureOf(() -> read().option("viewId", Simulator.LIST_VIEW).load(Simulator.EXAMPLE_VIEW));
    assertTrue(two.contains("Keep only one of them"), two);
    String several = failureOf(() -> read().load(Simulator.LIST_VIEW, Simulator.EXAMPLE_VIEW));
    assertTrue(several.contains("several views"), several);
  }

  @Test
  void errorForAMissingKeySaysHowToSetIt() {
    String failure =
        failureOf(
            () ->
                spark
                    .read()
                    .format("pigment")
                    .option("baseUrl", pigment.url())
                    .load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("No Export API key is set"), failure);
    assertTrue(failure.contains("PIGMENT_API_KEY"), failure);
    assertTrue(failure.contains("use .option(\"apiToken\", getpass())"), failure);
  }

  @Test
  void rejectsKeyInTheOldFormatBeforeAnyRequest() {
    String key = "3jp2e232-9875-42f4-9fcf-63fe2ce568jp";
    String failure = failureOf(() -> read().option("apiToken", key).load(Simulator.EXAMPLE_VIEW));

    assertTrue(
        failure.contains("Option apiToken is invalid: it has the old format with dashes"), failure);
    assertFalse(failure.contains(key), failure);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void masksKeyInTheWrongPlace() {
    String failure = failureOf(() -> read().load("a_test_key_in_the_wrong_place_0123456789"));

    assertTrue(failure.contains("Option viewId is \"a_te…\": expected"), failure);
  }

  @Test
  void rejectsUnsupportedTypeBeforeAnyRequest() {
    String failure = failureOf(() -> read().schema("a ARRAY<INT>").load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("Column `a` cannot be read as ARRAY<INT>"), failure);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void rejectsInvalidHintBeforeAnyRequest() {
    assertTrue(
        failureOf(() -> read().option("schemaHints", "a ARRAY<INT>").load(Simulator.EXAMPLE_VIEW))
            .contains("Column `a` cannot be read as ARRAY<INT>"));
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void rejectsTwoDifferentKeys() {
    String other = "another_test_key_0123456789";
    String failure = failureOf(() -> read().option("apiKey", other).load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("Options apiToken and apiKey are set to different keys"), failure);
    assertFalse(failure.contains(other), failure);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void errorForATableOfSparksCatalogSaysWhatToUseInstead() {
    // What Spark 4 hands over for a table that CREATE TABLE … USING pigment made.
    String failure =
        failureOf(() -> read().option("option.viewId", "x").option("path", "file:/w/t").load());
    assertTrue(failure.contains("Use CREATE TEMPORARY VIEW"), failure);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @ParameterizedTest
  @ValueSource(strings = {"", "(Country STRING)"})
  void rejectsReadOfATableOfSparksCatalog(String columns) {
    String create =
        String.format(
            "CREATE TABLE created %s USING pigment OPTIONS (viewId '%s', baseUrl '%s')",
            columns, Simulator.EXAMPLE_VIEW, pigment.url());
    String failure =
        failureOf(
            () -> {
              spark.sql(create); // Fails already on Spark 4, if there are no columns.
              spark.sql("SELECT * FROM created").collectAsList();
            });
    spark.sql("DROP TABLE IF EXISTS created");
    assertTrue(
        failure.contains(
            spark.version().startsWith("3.")
                ? "pigment is not a valid Spark SQL Data Source"
                : "A table in Spark's own catalog cannot be read from Pigment"),
        failure);
    assertEquals(0, pigment.requests().size());
  }

  @ParameterizedTest
  @EnumSource(SaveMode.class)
  void rejectsWritesInAnyMode(SaveMode mode) {
    for (DataFrameWriter<Long> write :
        List.of(
            writer(),
            writer().option("apiToken", Simulator.API_KEY).option("baseUrl", pigment.url()))) {
      assertReadOnly(() -> write.mode(mode).save());
      assertReadOnly(() -> write.mode(mode).save(Simulator.EXAMPLE_VIEW));
    }
    assertEquals(0, pigment.requests().size());
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void rejectsWritesAsTable() {
    String failure = failureOf(() -> writer().saveAsTable("pigment_table"));
    // Before Spark 4, Spark rejects it in its own words.
    assertTrue(failure.contains(spark.version().startsWith("3.") ? "pigment" : READ_ONLY), failure);
    spark.sql("DROP TABLE IF EXISTS pigment_table");
  }

  @Test
  void rejectsInsertsIntoATemporaryView() {
    load(Simulator.EXAMPLE_VIEW).createOrReplaceTempView("written");
    assertReadOnly(() -> spark.sql("INSERT INTO written SELECT * FROM written"));
    spark.catalog().dropTempView("written");
  }

  private static DataFrameWriter<Long> writer() {
    return spark.range(3).write().format("pigment");
  }

  private static void assertReadOnly(Executable write) {
    String failure = failureOf(write);
    assertTrue(failure.startsWith(READ_ONLY), failure);
  }

  @Test
  void rejectsStreams() {
    String failure =
        failureOf(
            () ->
                spark
                    .readStream()
                    .format("pigment")
                    .option("baseUrl", pigment.url())
                    .option("apiToken", Simulator.API_KEY)
                    .load(Simulator.EXAMPLE_VIEW));
    assertTrue(failure.contains("Data source pigment does not support streamed reading"), failure);
  }

  @Test
  void errorNamesTheCutOffExport() {
    String view = pigment.serve(io.github.pigmentspark.simulator.View.of("a;b\n1"));
    assertTrue(failureOf(() -> load(view)).contains("view " + view + ": The export is cut off"));
  }

  @Test
  void errorForAHintOnAMissingColumnListsTheColumns() {
    String failure =
        failureOf(() -> read().option("schemaHints", "Umsatz INT").load(Simulator.EXAMPLE_VIEW));
    assertTrue(
        failure.contains(
            "`Umsatz`. The export has `Country`, `Month`, `Cost`, `Revenue`, `Margin`"),
        failure);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong-key-0123456789, 401, Use an Export API key in the format without dashes",
  })
  void explainsARejectedKey(String key, int status, String remedy) {
    String failure = failureOf(() -> read().option("apiToken", key).load(Simulator.EXAMPLE_VIEW));
    assertTrue(
        failure.contains("Pigment returned " + status + " for view " + Simulator.EXAMPLE_VIEW),
        failure);
    assertTrue(failure.contains(remedy), failure);
    assertFalse(failure.contains(key), failure);
  }

  @Test
  void explainsAMissingView() {
    String failure = failureOf(() -> load("c0ffee00-0000-4000-8000-00000000dead"));
    assertTrue(failure.contains("Pigment returned 404"), failure);
    assertTrue(failure.contains("the key's owner has no access to it"), failure);
  }
}
