package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.sandbox.Sandbox;
import io.github.pigmentspark.sandbox.View;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RecordsIT extends SparkTest {
  @Test
  void everyKindOfCellComesBackAsItIs() {
    Dataset<Row> view = load(Sandbox.EVERY_KIND_VIEW);

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
  void lineEndsAndByteOrderMarkDoNotShow() {
    assertEquals("[x,1]\n[y,2]", rows(loadCsv("a;b\r\nx;1\r\ny;2\r\n")));
    assertEquals("[x,1]\n[y,2]", rows(loadCsv("\uFEFFa;b\nx;1\ny;2")));
    assertEquals(List.of("a", "b"), List.of(loadCsv("\uFEFF\"a\";b\nx;1\n").columns()));
  }

  @Test
  void aHeaderAloneIsAnEmptyTableOfStrings() {
    Dataset<Row> view = loadCsv("a;b\n");
    assertEquals("a STRING,b STRING", view.schema().toDDL());
    assertEquals(0, view.count());
  }

  @Test
  void anExportWithoutAHeaderIsAnError() {
    String failure = failureOf(() -> loadCsv(""));
    assertTrue(failure.contains("is empty: not even a header line came"), failure);
  }

  @Test
  void oneColumnMayHaveBlankCells() {
    assertEquals("[1]\n[null]\n[3]", rows(loadCsv("a\n1\n\n3\n")));
  }

  @Test
  void fiveThousandColumnsAreRead() {
    String header =
        IntStream.range(0, 5000).mapToObj(i -> "m" + i).collect(Collectors.joining(";"));
    String values =
        IntStream.range(0, 5000).mapToObj(String::valueOf).collect(Collectors.joining(";"));
    Dataset<Row> view = loadCsv(header + "\n" + values + "\n" + values + "\n");

    assertEquals(5000, view.columns().length);
    assertEquals("[4999,0]\n[4999,0]", rows(view.select("m4999", "m0")));
    assertEquals(4999L * 5000 / 2, sum(view.first()));
  }

  private static long sum(Row row) {
    return IntStream.range(0, row.length()).mapToLong(row::getLong).sum();
  }

  @Test
  void aCellOfTwentyMegabytesIsRead() {
    String big = "é".repeat(10_000_000);
    Dataset<Row> view = loadCsv("a;b\n" + big + ";1\n\"" + big + "\";2\n");

    assertEquals(
        "[10000000,20000000,1]\n[10000000,20000000,2]",
        rows(view.selectExpr("length(a)", "octet_length(a)", "b")));
  }

  @Test
  void brokenUtf8IsMalformedAndNotSilentlyReplaced() {
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
  void aRecordWithTooFewOrTooManyCellsIsMalformed() {
    String view = pigment.serve(View.of("a;b\n1;2\n3\n4;5;6\n7;8\n"));

    String failure = failureOf(() -> load(view).collectAsList());
    assertTrue(
        failure.contains(
            "Record 2 of view " + view + " is malformed: it has 1 cells, but the header has 2"),
        failure);
    assertTrue(failureOf(() -> read().schema("a INT").load(view).count()).contains("Record 2"));
    assertEquals(
        "[1,2]\n[null,null]\n[null,null]\n[7,8]",
        rows(read().option("mode", "permissive").load(view)));
    assertEquals("[1,2]\n[7,8]", rows(read().option("mode", "dropMalformed").load(view)));
  }

  @Test
  void anExportThatEndsInsideARecordIsCutShortWhateverTheMode() {
    for (String end : List.of("3", "\"3;4\n", "3;\"4")) {
      String view = pigment.serve(View.of("a;b\n1;2\n" + end));
      for (String mode : List.of("FAILFAST", "PERMISSIVE", "DROPMALFORMED")) {
        String failure =
            failureOf(
                () ->
                    read().schema("a INT, b INT").option("mode", mode).load(view).collectAsList());
        assertTrue(failure.contains("The export is cut short: record 2 ends "), mode + failure);
      }
    }
  }

  @Test
  void stringsStayTheirOwnWhenTheReaderMovesOn() {
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
