package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("spark-matrix")
class RecordsIT extends SparkTest {
  @Test
  void readsEveryKindOfCell() {
    Dataset<Row> view = load(Simulator.EVERY_KIND_VIEW);

    assertEquals(
        List.of(
            "Product name",
            "Code",
            "In stock?",
            "Units [pcs]",
            "Cells",
            "Growth",
            "Launch",
            "Notes",
            "Price (€)",
            "v1.2",
            "Total",
            "Total_2",
            "Odd; \"quoted\" name",
            "Nothing"),
        List.of(view.columns()));
    assertEquals(
        "string,string,boolean,bigint,decimal(38,0),double,date,string,double,bigint,bigint,double,"
            + "string,string",
        Arrays.stream(view.schema().fields())
            .map(field -> field.dataType().catalogString())
            .collect(Collectors.joining(",")));
    assertEquals("Total", view.schema().apply("Total_2").getComment().get());
    assertEquals(
        Arrays.asList("007", "0042", "000", "1e5", "-1", null, null), column(view, "Code"));
    assertEquals(
        "[Table; round,two\nlines]",
        rows(view.select("Product name", "Notes").limit(2)).split("\n", 2)[1]);
    assertEquals("a;b;\"c\";\r\nd", column(view, "Notes").get(2));
    assertEquals("日本語 العربية", column(view, "Notes").get(3));
    assertEquals(4.9E-324, column(view, "Growth").get(3));
    assertEquals(java.sql.Date.valueOf("9999-12-31"), column(view, "Launch").get(4));
  }

  @Test
  void removesLineEndsAndByteOrderMark() {
    assertEquals("[x,1]\n[y,2]", rows(loadCsv("a;b\r\nx;1\r\ny;2\r\n")));
    assertEquals("[x,1]\n[y,2]", rows(loadCsv("\uFEFFa;b\nx;1\ny;2")));
    assertEquals(List.of("a", "b"), List.of(loadCsv("\uFEFF\"a\";b\nx;1\n").columns()));
  }

  @Test
  void readsHeaderAloneAsNoRowsOfStrings() {
    Dataset<Row> view = loadCsv("a;b\n");
    assertEquals("a STRING,b STRING", view.schema().toDDL());
    assertEquals(0, view.count());
  }

  @Test
  void rejectsExportWithoutHeader() {
    String failure = failureOf(() -> loadCsv(""));
    assertTrue(failure.contains("is empty: it has no header line"), failure);
  }

  @Test
  void readsBlankCellsOfASingleColumn() {
    assertEquals("[1]\n[null]\n[3]", rows(loadCsv("a\n1\n\n3\n")));
  }

  @Test
  void readsTwentyMegabyteCell() {
    String big = "é".repeat(10_000_000);
    Dataset<Row> view = loadCsv("a;b\n" + big + ";1\n\"" + big + "\";2\n");

    assertEquals(
        "[10000000,20000000,1]\n[10000000,20000000,2]",
        rows(view.selectExpr("length(a)", "octet_length(a)", "b")));
  }

  /** Records are decoded in batches, so excluding some must not change the others. */
  @Test
  void droppedRecordsDoNotAffectOthers() {
    String schema = "id INT, name STRING, amount DOUBLE, total DECIMAL(38,2)";
    String view = pigment.serve(View.of(OddAndEven.csv()));
    DataFrameReader dropping = read().schema(schema).option("mode", "DROPMALFORMED");
    DataFrameReader nulls = read().schema(schema).option("mode", "PERMISSIVE");

    assertEquals(OddAndEven.rows(OddAndEven::isWhole), rows(dropping.load(view)));
    assertEquals(OddAndEven.rows(i -> true), rows(nulls.load(view)));
    assertEquals(
        OddAndEven.rows(i -> i % 5 == 3 && OddAndEven.isWhole(i)),
        rows(dropping.load(view).where("name = 'three'")));
    assertEquals(
        OddAndEven.rows(i -> OddAndEven.isWhole(i) && i < 5000),
        rows(dropping.load(view).where("amount IS NOT NULL AND id < 5000")));
  }

  /** Records by their number, of which some are quoted, some do not fit, some lack cells. */
  private static final class OddAndEven {
    private static final int RECORDS = 20_000;
    private static final String[] NAMES = {"zero", "one", "two", "three", "quoted; four"};

    static String csv() {
      StringBuilder csv = new StringBuilder("id;name;amount;total\n");
      for (int i = 0; i < RECORDS; i++) {
        csv.append(i).append(";").append(i % 5 == 4 ? "\"quoted; four\"" : NAMES[i % 5]);
        csv.append(lacksCells(i) ? "" : ";" + (fits(i) ? i + ".25" : "oops") + ";" + i);
        csv.append("\n");
      }
      return csv.toString();
    }

    private static boolean fits(int i) {
      return i % 7 != 6;
    }

    private static boolean lacksCells(int i) {
      return i % 11 == 10;
    }

    static boolean isWhole(int i) {
      return fits(i) && !lacksCells(i);
    }

    static String rows(IntPredicate some) {
      return IntStream.range(0, RECORDS)
          .filter(some)
          .mapToObj(
              i ->
                  lacksCells(i)
                      ? "[null,null,null,null]"
                      : String.format(
                          "[%d,%s,%s,%d.00]", i, NAMES[i % 5], fits(i) ? i + ".25" : "null", i))
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void reportsInvalidUtf8AsMalformed() {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes("a;b\n".getBytes(StandardCharsets.UTF_8));
    csv.writeBytes(new byte[] {'x', (byte) 0xC3, '(', ';', '1', '\n'});
    String view = pigment.serve(View.of(csv.toByteArray()));

    String failure = failureOf(() -> load(view).collectAsList());
    assertTrue(failure.contains("Record 1 of view " + view + ": column `a`"), failure);
    assertEquals("[null,1]", rows(read().option("mode", "PERMISSIVE").load(view)));
    assertEquals("", rows(read().option("mode", "DROPMALFORMED").load(view)));
  }

  @Test
  void reportsTooFewOrTooManyCellsAsMalformed() {
    String view = pigment.serve(View.of("a;b\n1;2\n3\n4;5;6\n7;8\n"));

    String failure = failureOf(() -> load(view).collectAsList());
    assertTrue(
        failure.contains(
            "Record 2 of view " + view + " is malformed: it has 1 field, but the header has 2"),
        failure);
    assertTrue(failureOf(() -> read().schema("a INT").load(view).count()).contains("Record 2"));
    assertEquals(
        "[1,2]\n[null,null]\n[null,null]\n[7,8]",
        rows(read().option("mode", "permissive").load(view)));
    assertEquals("[1,2]\n[7,8]", rows(read().option("mode", "dropMalformed").load(view)));
  }

  @Test
  void rejectsCutOffExportInEveryMode() {
    for (String end : List.of("3", "\"3;4\n", "3;\"4")) {
      String view = pigment.serve(View.of("a;b\n1;2\n" + end));
      for (String mode : List.of("FAILFAST", "PERMISSIVE", "DROPMALFORMED")) {
        String failure =
            failureOf(
                () ->
                    read().schema("a INT, b INT").option("mode", mode).load(view).collectAsList());
        assertTrue(failure.contains("The export is cut off: record 2 ends "), mode + failure);
      }
    }
  }

  @Test
  void countMatchesSelectAndCollectInDropMalformed() {
    String view = pigment.serve(View.of("A;B;C\n1;2;3\nx;5;6\n7;8\n9;10;11\n"));
    DataFrameReader dropping = read().schema("A INT, B INT, C INT").option("mode", "DROPMALFORMED");
    Dataset<Row> all = dropping.load(view);

    assertEquals("[1,2,3]\n[9,10,11]", rows(all));
    assertEquals(2, all.count());
    assertEquals(2, all.select("B").count());
    assertEquals("[2]\n[10]", rows(all.select("B")));
    assertEquals("[3,1]\n[11,9]", rows(all.select("C", "A")));
    assertEquals("", rows(all.where("B = 5").select("B")));
    assertEquals("[2]", rows(all.limit(1).select("B")));
    assertEquals("[10]", rows(all.where("C > 3").select("B")));
  }

  @Test
  void keepsStringsAfterTheNextBatch() {
    String csv =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "name " + i + ";\"quoted " + i + "\";" + i)
            .collect(Collectors.joining("\n", "a;b;c\n", "\n"));
    Row[] rows = loadCsv(csv).orderBy("c").collectAsList().toArray(Row[]::new);

    assertArrayEquals(
        IntStream.range(0, 20_000).mapToObj(i -> "name " + i + "|quoted " + i).toArray(),
        Arrays.stream(rows).map(row -> row.get(0) + "|" + row.get(1)).toArray());
  }
}
