package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark-matrix")
class TypesIT extends SparkTest {
  private static final String TIME_ZONE = "spark.sql.session.timeZone";

  @AfterEach
  void resetTimeZone() {
    spark.conf().set(TIME_ZONE, "America/New_York");
  }

  @ParameterizedTest
  @ValueSource(strings = {"America/New_York", "UTC", "Asia/Tokyo", "Pacific/Apia"})
  void readsDateAsTheSameDayInEverySessionTimeZone(String zone) {
    spark.conf().set(TIME_ZONE, zone);
    for (String format : List.of("Iso8601", "Legacy")) {
      Dataset<Row> list = read().option("dateFormat", format).load(Simulator.LIST_VIEW);
      assertEquals("date", list.schema().apply("Hired").dataType().typeName());
      assertEquals(
          "[2024-10-25]\n[2021-01-04]\n[2024-02-29]",
          rows(list.selectExpr("CAST(Hired AS STRING)")));
    }
    for (String view : List.of(Simulator.METRIC_VIEW, Simulator.TABLE_VIEW)) {
      String column = view.equals(Simulator.METRIC_VIEW) ? "Due" : "Start";
      Dataset<Row> iso = load(view);
      assertEquals("date", iso.schema().apply(column).dataType().typeName());
      assertEquals("2024-10-25", iso.selectExpr("CAST(" + column + " AS STRING)").first().get(0));

      Dataset<Row> legacy = read().option("dateFormat", "Legacy").load(view);
      assertEquals("timestamp", legacy.schema().apply(column).dataType().typeName());
      assertEquals(
          Instant.parse("2024-10-25T00:00:00Z").getEpochSecond(),
          legacy.selectExpr("unix_timestamp(" + column + ")").first().get(0));

      Dataset<Row> asDate =
          read().option("dateFormat", "Legacy").option("schemaHints", column + " DATE").load(view);
      assertEquals(
          "2024-10-25", asDate.selectExpr("CAST(" + column + " AS STRING)").first().get(0));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true,FALSE,True | boolean",
        "0,-5,12 | bigint",
        "9223372036854775807,-9223372036854775808 | bigint",
        "9223372036854775808,1 | decimal(38,0)",
        "99999999999999999999999999999999999999 | decimal(38,0)",
        "999999999999999999999999999999999999999 | string",
        "1.5,-0.25 | double",
        "1,2.5 | double",
        "1E-05,2.5E+20 | double",
        "101,12E3 | string",
        "9223372036854775808,0.5 | double",
        "2024-11-21,2024-02-29 | date",
        "10/25/2024 | date",
        "10/25/2024 00:00:00 +00:00 | timestamp",
        "10/25/2024,10/25/2024 00:00:00 +00:00 | timestamp",
        "2024-11-21,10/25/2024 | string",
        "007,12 | string",
        "+5 | string",
        "Jan 21 | string",
        "2024-02-30 | string",
        "25/10/2024 | string",
        "1e400 | string",
        "NaN | string",
        "true,1 | string",
        "1 2 | string",
      })
  void infersTypeFromTheSample(String cells, String type) {
    Dataset<Row> view = loadCsv("a;b\n" + cells.replace(",", ";\n") + ";\n;\n");
    assertEquals(type, view.schema().apply("a").dataType().catalogString());
    assertEquals("string", view.schema().apply("b").dataType().catalogString(), "all blank");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TINYINT | 127 | 127 | 128",
        "SMALLINT | -32768 | -32768 | 32768",
        "INT | 50.00 | 50 | 50.5",
        "BIGINT | 7 | 7 | 9223372036854775808",
        "BIGINT | 100 | 100 | 007",
        "DOUBLE | 1.5 | 1.5 | +5",
        "DECIMAL(5,0) | 100 | 100 | 0042",
        "FLOAT | 0.1 | 0.1 | 1e39",
        "DOUBLE | 1 | 1.0 | 1,5",
        "DECIMAL(5,2) | 123.4 | 123.40 | 123.456",
        "DECIMAL(5,2) | -999.99 | -999.99 | 1000",
        "BOOLEAN | TRUE | true | 1",
        "DATE | 10/25/2024 00:00:00 +00:00 | 2024-10-25 | 10/25/2024 12:00:00 +00:00",
        "STRING | 007 | 007 | ",
      })
  void readsGivenTypeExactlyOrFails(String type, String cell, String value, String misfit) {
    String view = pigment.serve(View.of("a;b\n" + cell + ";x\n;y\n"));
    assertEquals(
        "[" + value + "]\n[null]",
        rows(read().schema("a " + type + ", b STRING").load(view).select("a")));
    if (misfit != null) {
      String bad = pigment.serve(View.of("a;b\n" + cell + ";x\n" + misfit + ";y\n"));
      String failure = failureOf(() -> read().schema("a " + type).load(bad).collectAsList());
      assertTrue(failure.contains("Record 2 of view " + bad), failure);
      assertTrue(
          failure.contains("column `a` contains \"" + misfit + "\", which is not a valid"),
          failure);
      assertEquals(
          "[" + value + "]\n[null]",
          rows(read().schema("a " + type).option("mode", "PERMISSIVE").load(bad)));
      assertEquals(
          "[" + value + "]",
          rows(read().schema("a " + type).option("mode", "DROPMALFORMED").load(bad)));
    }
  }

  @Test
  void readsTimestampNtzAsWritten() {
    if (spark.version().startsWith("3.3.")) {
      return; // Spark 3.3 does not let a schema name the type.
    }
    String view = pigment.serve(View.of("a\n10/25/2024 13:30:00 +02:00\n"));
    assertEquals("[2024-10-25T13:30]", rows(read().schema("a TIMESTAMP_NTZ").load(view)));
  }

  @Test
  void respectsCollations() {
    if (spark.version().startsWith("3.")) {
      return; // Collations came with Spark 4.
    }
    String view = pigment.serve(View.of("a\nfr\nFR\nDE\n"));
    Dataset<Row> collated = read().schema("a STRING COLLATE UTF8_LCASE").load(view);
    assertEquals("[fr]\n[FR]", rows(collated.where("a = 'Fr'")));
    assertEquals("[fr]\n[FR]", rows(collated.where("a IN ('Fr', 'x')")));
    assertEquals("[fr]\n[FR]", rows(collated.where("startswith(a, 'F')")));

    Dataset<Row> plain = read().schema("a STRING").load(view);
    assertEquals("[fr]\n[FR]", rows(plain.where("a = 'Fr' COLLATE UTF8_LCASE")));
    assertEquals("[FR]", rows(plain.where("a = 'FR'")));
  }

  @Test
  void hintsReplaceSomeOfTheInferredTypes() {
    Dataset<Row> view =
        read()
            .option("schemaHints", "`Cost` DECIMAL(18,14), month VARCHAR(6), Country CHAR(4)")
            .load(Simulator.EXAMPLE_VIEW);

    Row germany = view.where("Cost < 17").first();
    assertEquals("DE  ", germany.get(0));
    assertEquals("Jan 21", germany.get(1));
    assertEquals("16.66666666666667", germany.getDecimal(2).toPlainString().replaceAll("0+$", ""));
    assertEquals("double", view.schema().apply("Revenue").dataType().typeName());
  }

  @Test
  void rejectsTextLongerThanItsColumn() {
    String view = pigment.serve(View.of("a\nabc\nabcd\n"));
    String failure =
        failureOf(() -> read().option("schemaHints", "a VARCHAR(3)").load(view).collectAsList());
    assertTrue(failure.contains("contains \"abcd\", which is not a valid VARCHAR(3)"), failure);
  }

  @Test
  void errorForAValueBeyondTheSampleSaysWhatToDo() {
    String view = pigment.serve(View.of("Cost centre;b\n1;x\n2;x\nN/A;x\n"));
    Dataset<Row> loaded = read().option("sampleSize", "2").load(view);

    String failure = failureOf(() -> loaded.collectAsList());
    assertTrue(
        failure.contains(
            "Record 3 of view "
                + view
                + ": column `Cost centre` contains \"N/A\", which is not a valid BIGINT"),
        failure);
    assertTrue(failure.contains("sampleSize"), failure);
    assertTrue(failure.contains("schemaHints=\"`Cost centre` STRING\""), failure);
    assertEquals(3, loaded.select("b").count(), "an unused column is not converted");
  }

  @Test
  void rejectsCodeWithLeadingZerosInANumericColumn() {
    String view = pigment.serve(View.of("Account\n100\n101\n007\n"));
    Dataset<Row> loaded = read().option("sampleSize", "2").load(view);

    String failure = failureOf(loaded::collectAsList);
    assertTrue(
        failure.contains("column `Account` contains \"007\", which is not a valid BIGINT"),
        failure);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void writesSafeNamesAsParquet(@TempDir Path folder) {
    Dataset<Row> view = read().option("columnNames", "safe").load(Simulator.EVERY_KIND_VIEW);
    assertEquals("Price_€", view.columns()[8]);
    assertEquals("Price (€)", view.schema().apply("Price_€").getComment().get());

    String file = folder.resolve("view.parquet").toString();
    view.write().parquet(file);
    assertEquals(rows(view), rows(spark.read().parquet(file)));
  }

  private static final String ANCIENT_DATES =
      "0001-01-01;0001-01-01\n1500-02-28;1500-02-28\n1582-10-10;1582-10-10\n";
  private static final String DATES =
      "1582-10-15;1900-01-02\n2024-02-29;2024-02-29\n9999-12-31;9999-12-31\n";

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void writesDatesSince1582AndTimestampsSince1900AsParquet(@TempDir Path folder) {
    Dataset<Row> view = datesAndTimestamps(DATES);
    assertEquals(
        "[1582-10-15,-2208902400000000]\n[2024-02-29,1709164800000000]"
            + "\n[9999-12-31,253402214400000000]",
        rows(exact(view)));
    assertSameAsParquet(view, folder);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void writesAncientDatesAsParquetOnceTheCalendarIsSet(@TempDir Path folder) {
    Dataset<Row> view = datesAndTimestamps(ANCIENT_DATES);
    assertEquals(
        "[0001-01-01,-62135596800000000]\n[1500-02-28,-14826758400000000]"
            + "\n[1582-10-10,-12219724800000000]",
        rows(exact(view)));
    if (!spark.version().startsWith("3.")) {
      assertSameAsParquet(view, folder);
      return;
    }
    Map<String, String> settings =
        Map.of(
            "day", "spark.sql.parquet.datetimeRebaseModeInWrite",
            "moment", "spark.sql.parquet.int96RebaseModeInWrite");
    settings.forEach(
        (column, setting) -> {
          String failure =
              failureOf(
                  () -> view.select(column).write().parquet(folder.resolve(column).toString()));
          assertTrue(failure.contains(setting), failure);
        });
    settings.values().forEach(setting -> spark.conf().set(setting, "CORRECTED"));
    try {
      assertSameAsParquet(view, folder);
    } finally {
      settings.values().forEach(setting -> spark.conf().unset(setting));
    }
  }

  private Dataset<Row> datesAndTimestamps(String records) {
    return read()
        .schema("day DATE, moment TIMESTAMP")
        .load(pigment.serve(View.of("day;moment\n" + records)));
  }

  /** Compares in Spark: java.sql.Timestamp has another calendar before 1582. */
  private static Dataset<Row> exact(Dataset<Row> data) {
    return data.selectExpr("CAST(day AS STRING)", "unix_micros(moment)");
  }

  private static void assertSameAsParquet(Dataset<Row> view, Path folder) {
    String file = folder.resolve("dates.parquet").toString();
    view.write().parquet(file);
    assertEquals(rows(exact(view)), rows(exact(spark.read().parquet(file))));
  }
}
