package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.simulator.View;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads the same bytes with Spark's own CSV source, set to RFC 4180: {@code multiLine} and {@code
 * escape="\""}. The two agree on every cell, except that Spark's parser skips blank lines and, if
 * lines end with CRLF, turns each line break in a cell into LF. The generator avoids both.
 */
class SparkCsvDifferentialIT extends SparkTest {
  private static final int FILES = 100;
  private static final int COLUMNS = 6;
  private static final String SCHEMA = "s STRING, t STRING, l BIGINT, d DOUBLE, e DATE, b BOOLEAN";
  private static final String[] PIECES = {
    "a", "Zz9", " mid ", ";", "\"", "\"\"", "\n", ",", "é", "ß", "日本", "😀", "\t", "'", "\\", "#",
    "€"
  };

  @TempDir Path folder;

  @Test
  void returnsSameRowsAsSpark() throws Exception {
    for (int seed = 0; seed < FILES; seed++) {
      byte[] csv = csv(new Random(seed)).getBytes(StandardCharsets.UTF_8);
      Path file = folder.resolve(seed + ".csv");
      Files.write(file, csv);

      Dataset<Row> theirs = theirs(SCHEMA, file);
      Dataset<Row> ours =
          read().schema(StructType.fromDDL(SCHEMA)).load(pigment.serve(View.of(csv)));

      assertEquals(text(theirs), text(ours), "seed " + seed);
    }
  }

  @Test
  void keepsCellsThatSparkChanges() throws Exception {
    byte[] csv = "a\r\nx\r\n\r\n\"\"\r\n y \r\n\"1\r\n2\"\r\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("one.csv"), csv);

    assertEquals(Arrays.asList("x", null, " y ", "1\n2"), column(theirs("a STRING", file), "a"));
    assertEquals(
        Arrays.asList("x", null, null, " y ", "1\r\n2"),
        column(read().schema("a STRING").load(pigment.serve(View.of(csv))), "a"));
  }

  private static Dataset<Row> theirs(String schema, Path file) {
    return spark
        .read()
        .schema(schema)
        .option("header", "true")
        .option("sep", ";")
        .option("multiLine", "true")
        .option("escape", "\"")
        .option("mode", "FAILFAST")
        .csv(file.toString());
  }

  private static String text(Dataset<Row> data) {
    return data.collectAsList().stream()
        .map(row -> row.toString().replace("\n", "\\n"))
        .collect(Collectors.joining("\n"));
  }

  private static String csv(Random random) {
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    StringBuilder csv = new StringBuilder("s;t;l;d;e;b").append(lineEnd);
    int records = 1 + random.nextInt(400);
    for (int i = 0; i < records; i++) {
      List<String> cells =
          new ArrayList<>(
              Arrays.asList(
                  text(random),
                  text(random),
                  String.valueOf(random.nextLong() >> random.nextInt(64)),
                  String.valueOf(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))),
                  String.format(
                      "%04d-%02d-%02d",
                      1900 + random.nextInt(200), 1 + random.nextInt(12), 1 + random.nextInt(28)),
                  String.valueOf(random.nextBoolean())));
      for (int c = 2; c < COLUMNS; c++) {
        if (random.nextInt(5) == 0) {
          cells.set(c, "");
        }
      }
      csv.append(cells.stream().map(cell -> quoted(cell, random)).collect(Collectors.joining(";")));
      csv.append(lineEnd);
    }
    return csv.toString();
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder("x");
    int pieces = random.nextInt(6);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.append('.').toString();
  }

  private static String quoted(String cell, Random random) {
    boolean needed = cell.contains(";") || cell.contains("\"") || cell.contains("\n");
    return needed || (!cell.isEmpty() && random.nextInt(4) == 0)
        ? "\"" + cell.replace("\"", "\"\"") + "\""
        : cell;
  }
}
