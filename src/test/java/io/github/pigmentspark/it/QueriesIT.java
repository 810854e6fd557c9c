package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns, filters and limits never change which records are rows, or marked as malformed. */
@Tag("spark-matrix")
class QueriesIT extends SparkTest {
  private static final int QUERIES = 8;
  private static final List<String> FILTERS =
      List.of(
          "true",
          "A is not null",
          "A > 50",
          "B = 'x'",
          "B in ('x', 'y;z')",
          "B like 'x%'",
          "B is null",
          "C is not null and B = 'x'",
          "bad is null",
          "bad is not null",
          "bad like '%x%' or A < 10");

  private final Random random = new Random(20_241_121);

  @ParameterizedTest
  @ValueSource(strings = {"FAILFAST", "PERMISSIVE", "DROPMALFORMED"})
  void returnTheSameRowsAsAQueryOfAllRows(String mode) {
    spark.conf().set("spark.sql.columnNameOfCorruptRecord", "bad");
    try {
      Dataset<Row> view =
          read()
              .option("mode", mode)
              .schema("A INT, B STRING, C DOUBLE, bad STRING")
              .load(pigment.serve(View.of(csv(!mode.equals("FAILFAST")))));
      Dataset<Row> rows = spark.createDataFrame(view.collectAsList(), view.schema());
      for (int i = 0; i < QUERIES; i++) {
        List<String> columns = columns();
        String filter = FILTERS.get(random.nextInt(FILTERS.size()));
        int limit = random.nextBoolean() ? random.nextInt(300) : Integer.MAX_VALUE;
        List<String> expected = texts(query(rows, columns, filter));
        Dataset<Row> query = query(view, columns, filter).limit(limit);
        List<String> found = texts(query);

        String what = mode + " " + columns + " where " + filter + " limit " + limit;
        assertEquals(Math.min(limit, expected.size()), found.size(), what);
        assertEquals(found.size(), query.count(), what);
        assertEquals(expected.size(), query(view, columns, filter).count(), what);
        if (limit == Integer.MAX_VALUE) {
          assertEquals(expected, found, what);
        } else {
          assertTrue(expected.containsAll(found), what);
        }
      }
    } finally {
      spark.conf().unset("spark.sql.columnNameOfCorruptRecord");
    }
  }

  private static Dataset<Row> query(Dataset<Row> data, List<String> columns, String filter) {
    return data.where(filter).selectExpr(columns.toArray(new String[0]));
  }

  private static List<String> texts(Dataset<Row> data) {
    return data.collectAsList().stream().map(Row::toString).sorted().collect(Collectors.toList());
  }

  /** One to four of the columns, in any order. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("A", "B", "C", "bad"));
    Collections.shuffle(columns, random);
    return columns.subList(0, 1 + random.nextInt(4));
  }

  /** Several batches, a tenth of whose records are malformed in some way, or none. */
  private String csv(boolean hasMalformed) {
    StringBuilder csv = new StringBuilder("A;B;C\n");
    for (int i = 0; i < 40_000; i++) {
      int kind = hasMalformed ? random.nextInt(60) : 60;
      csv.append(kind == 0 ? "x" : String.valueOf(random.nextInt(100)));
      csv.append(kind == 1 ? "\n" : ";");
      csv.append(kind == 1 ? "" : kind == 2 ? "\"x\"y" : text());
      csv.append(kind == 1 ? "" : kind == 3 ? ";1,5\n" : kind == 4 ? ";1;2\n" : ";0.5\n");
    }
    return csv.toString();
  }

  private String text() {
    return List.of("", "x", "\"x\"", "\"y;z\"", "xx", "\"two\nlines\"", "\"\"")
        .get(random.nextInt(7));
  }
}
