package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The column for the text of malformed records. */
@Tag("spark-matrix")
class CorruptRecordIT extends SparkTest {
  private static final String CSV = "A;B;C\n1;2;3\nx;5;6\n7;8\n9;10;11\n";
  private static final String SCHEMA = "A INT, B INT, C INT, _corrupt_record STRING";

  private DataFrameReader permissive() {
    return read().option("mode", "PERMISSIVE");
  }

  private Dataset<Row> given(String schema, String csv) {
    return permissive().schema(schema).load(pigment.serve(View.of(csv)));
  }

  @Test
  void hasTheTextOfMalformedRecords() {
    assertEquals(
        "[1,2,3,null]\n[null,5,6,x;5;6]\n[null,null,null,7;8]\n[9,10,11,null]",
        rows(given(SCHEMA, CSV)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select _corrupt_record from v           | [null] [x;5;6] [7;8] [null]",
        "select B, _corrupt_record from v        | [2,null] [5,x;5;6] [null,7;8] [10,null]",
        "select _corrupt_record, B from v limit 2 | [null,2] [x;5;6,5]",
        "select B from v                         | [2] [5] [null] [10]",
        "select count(_corrupt_record) from v    | [2]",
        "select B from v where _corrupt_record is not null | [5] [null]",
        "select B from v where _corrupt_record is null     | [2] [10]",
        "select B from v where _corrupt_record = '7;8'     | [null]",
        "select B from v where _corrupt_record like 'x%'   | [5]",
        "select _corrupt_record from v where B = 5         | [x;5;6]",
        "select _corrupt_record from v where C is not null | [null] [x;5;6] [null]",
      })
  void marksTheSameRecordsWhateverTheQuery(String query, String expected) {
    given(SCHEMA, CSV).createOrReplaceTempView("v");
    assertEquals(expected, rows(spark.sql(query)).replace('\n', ' '));
  }

  @Test
  void marksRecordsOfAllBatches() {
    StringBuilder csv = new StringBuilder("A;B\n");
    for (int i = 0; i < 100_000; i++) {
      csv.append(i % 3 == 0 ? "\"" + i + "\"" : String.valueOf(i));
      csv.append(i % 1_000 == 1 ? ";x\n" : i % 1_000 == 3 ? ";\"y\"\"\"\n" : ";1\n");
    }
    Dataset<Row> view = given("A INT, B INT, _corrupt_record STRING", csv.toString());

    String number = "if(A % 3 = 0, concat('\"', A, '\"'), string(A))";
    String end = "if(A % 1000 = 1, ';x', ';\"y\"\"\"')";
    assertEquals(200, view.where("_corrupt_record = concat(" + number + ", " + end + ")").count());
    assertEquals(
        "[200,200]", rows(view.selectExpr("count(_corrupt_record)", "count(*) - count(B)")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"x\";\"a;\"\"b\"\"\"      | \"x\";\"a;\"\"b\"\"\"",
        "\"1\"2;a                   | \"1\"2;a",
        "x;a\\r                     | x;a",
        "1\\r2;a                    | 1\\r2;a",
        "x;\"two\\nlines\"          | x;\"two\\nlines\"",
        "1;a;b                      | 1;a;b",
        "1                          | 1",
        "x;                         | x;",
        "é;ü                        | é;ü",
      })
  void keepsTheTextUnchanged(String record, String expected) {
    String csv = "A;B\n2;\"ok\"\n" + record.translateEscapes() + "\n3;\"ok\"\n";
    Dataset<Row> view = given("A INT, B STRING, _corrupt_record STRING", csv);

    assertEquals(
        Arrays.asList(null, expected.translateEscapes(), null), column(view, "_corrupt_record"));
  }

  @Test
  void isValidUtf8() {
    byte[] csv = "A;B\n1;\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Dataset<Row> view =
        permissive()
            .schema("A INT, B STRING, _corrupt_record STRING")
            .load(pigment.serve(View.of(csv)));
    assertEquals("[1,null,1;\uFFFD]", rows(view));
  }

  @Test
  void isCutOffIfTooLong() {
    String wide = "é".repeat(1_000_000);
    Dataset<Row> view = given("A INT, _corrupt_record STRING", "A;B\n" + wide + ";\"b\"\n1;2\n");
    assertEquals(Arrays.asList("é".repeat(30_000) + "…", null), column(view, "_corrupt_record"));
  }

  @Test
  void isAddedToAnInferredSchemaIfTheOptionIsSet() {
    String id = pigment.serve(View.of(CSV));
    assertEquals(3, permissive().load(id).columns().length);

    Dataset<Row> view = permissive().option("columnNameOfCorruptRecord", "bad").load(id);
    assertEquals("A STRING,B BIGINT,C BIGINT,bad STRING", view.schema().toDDL());
    assertEquals("[1,2,3,null]\n[x,5,6,null]\n[null,null,null,7;8]\n[9,10,11,null]", rows(view));
    assertEquals("[7;8]", rows(view.select("bad").where("bad is not null")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILFAST", "DROPMALFORMED"})
  void isRejectedInOtherModesIfTheOptionIsSet(String mode) {
    DataFrameReader read = read().option("mode", mode).option("columnNameOfCorruptRecord", "bad");
    String failure =
        failureOf(() -> read.schema("A INT, bad STRING").load(Simulator.EXAMPLE_VIEW).collect());
    assertTrue(
        failure.contains(
            "Option columnNameOfCorruptRecord is set, but mode is "
                + mode
                + ", in which malformed records never become rows. Set mode=PERMISSIVE, or remove"
                + " columnNameOfCorruptRecord."),
        failure);
  }

  @ParameterizedTest
  @CsvSource({"FAILFAST, 2", "DROPMALFORMED, 2", "PERMISSIVE, 2"})
  void isNullInAnyModeIfNoRecordIsMalformed(String mode, int records) {
    Dataset<Row> view =
        read()
            .option("mode", mode)
            .schema("_corrupt_record STRING, A INT")
            .load(pigment.serve(View.of("A;B\n1;2\n3;4\n")));
    assertEquals("[null,1]\n[null,3]", rows(view));
    assertEquals(records, view.where("_corrupt_record is null").count());
  }

  @Test
  void isNullForTheRecordsThatDropmalformedLeaves() {
    Dataset<Row> view =
        read().option("mode", "DROPMALFORMED").schema(SCHEMA).load(pigment.serve(View.of(CSV)));
    assertEquals("[1,2,3,null]\n[9,10,11,null]", rows(view));
  }

  @Test
  void isNamedAsInSparksConfiguration() {
    spark.conf().set("spark.sql.columnNameOfCorruptRecord", "Malformed");
    try {
      assertEquals(
          "[null]\n[x;5;6]\n[7;8]\n[null]",
          rows(given("A INT, malformed STRING", CSV).select("malformed")));
      String failure = failureOf(() -> given(SCHEMA, CSV).collect());
      assertTrue(failure.contains("has no column `_corrupt_record`"), failure);
    } finally {
      spark.conf().unset("spark.sql.columnNameOfCorruptRecord");
    }
  }

  @Test
  void sessionDefaultIsIgnoredInOtherModes() {
    String setting = "spark.datasource.pigment.columnNameOfCorruptRecord";
    spark.conf().set(setting, "bad");
    try {
      String id = pigment.serve(View.of("A\n1\n"));
      assertEquals(List.of("A"), List.of(read().load(id).columns()));
      assertEquals(List.of("A", "bad"), List.of(permissive().load(id).columns()));
    } finally {
      spark.conf().unset(setting);
    }
  }

  @Test
  void mustBeAString() {
    String failure = failureOf(() -> given("A INT, _corrupt_record INT", CSV).collect());
    assertTrue(
        failure.contains(
            "Column `_corrupt_record` is for the text of malformed records, but its type in the"
                + " schema is INT. Change the type to STRING, or set columnNameOfCorruptRecord to another name."),
        failure);
  }

  @Test
  void mustNotBeAColumnOfTheExport() {
    String csv = "A;_corrupt_record\n1;2\n";
    String failure = failureOf(() -> given(SCHEMA, csv).select("_corrupt_record").collect());
    assertTrue(
        failure.contains("already has a column `_corrupt_record`, so this read cannot add one."),
        failure);
    String inferred =
        failureOf(
            () ->
                permissive()
                    .option("columnNameOfCorruptRecord", "a")
                    .load(pigment.serve(View.of(csv))));
    assertTrue(
        inferred.contains("Option columnNameOfCorruptRecord is \"a\", but the export of view ")
            && inferred.contains(" already has a column with that name. Choose another name."),
        inferred);
    assertEquals("[1,2]", rows(permissive().load(pigment.serve(View.of(csv)))));
  }

  @Test
  void isNotCheckedIfNoColumnNeedsIt() {
    assertEquals(
        Collections.emptyList(),
        given(SCHEMA, "A;B;C\n1;2;3\n").where("_corrupt_record is not null").collectAsList());
  }
}
