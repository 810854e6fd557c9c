package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.csv.Pieces;
import io.github.pigmentspark.csv.PlainSplitter;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a scanner reads in one go is what splitting and converting give, one behind the other; what
 * it does not read is split.
 */
@Timeout(120)
class ValueScannerTest {
  private static final int EXPORTS = 2_000;
  private static final int MAX_RECORD = 1 << 20;
  private static final CellFilter[] NO_FILTERS = {};

  private static final StructType ALL_TYPES =
      StructType.fromDDL(
          "s STRING, l BIGINT, i INT, d DOUBLE, e DATE, b BOOLEAN, m DECIMAL(10,2),"
              + " w DECIMAL(38,18), v VARCHAR(5), t TIMESTAMP, f FLOAT, y TINYINT");

  /** Cells of a column of each type that fit it, in the order of the schema. */
  private static final String[][] FITTING = {
    {"x", "Côte d’Ivoire", "12345678", "a longer text, of more than two words", "日本", "😀", "0"},
    {"0", "-0", "7", "12345678", "-123456789012345", "1234567890123456", "9223372036854775807"},
    {"0", "-7", "12345", "2147483647", "-2147483648"},
    {"0", "-0", "1.5", "0.1", "123456.78901234567", "12345678.5", "1e300", "5e-324", "-0.000"},
    {"2024-02-29", "10/25/2024", "0001-01-01", "9999-12-31", "10/25/2024 00:00:00 +00:00"},
    {"true", "false", "TRUE", "False"},
    {"1", "-12345678.90", "0.5"},
    {"1", "-12345678901234567890.123456789012345678", "0.5"},
    {"x", "12345", "日本"},
    {"10/25/2024 13:14:15 +02:00", "2024-02-29"},
    {"1.5", "3e38", "-0"},
    {"1", "-128", "127"},
  };

  /** Cells that are wrong for most types, or in any record. */
  private static final String[] ODD = {
    "",
    "",
    "",
    "-",
    ".",
    "1.",
    ".5",
    "01",
    "1.5.2",
    "tru",
    "truefalse",
    " 1",
    "1 ",
    "99999999999",
    "99999999999999999999999",
    "1e999",
    "2023-02-29",
    "2024-11-211",
    "2024-11-21 ",
    "truex",
    "false1",
    "2024-2-9",
    "a\tb",
    "a\rb",
    "a\u0000b",
    "\"q\"",
    "\"a;b\"",
    "\"a\nb\"",
    "a\"b",
    "x;y",
    "12345678901234567890",
    "Infinity",
    "NaN",
    "1e",
    "128"
  };

  @Test
  void itReadsWhatSplittingAndConvertingGive() throws IOException {
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      new Comparison(ALL_TYPES, "seed " + seed)
          .of(export(random, 0.01 * random.nextInt(20)), random);
    }
  }

  @Test
  void itReadsAllRecordsThatAreAsUsual() throws IOException {
    RandomGenerator random = new SplittableRandom(1);
    Comparison comparison = new Comparison(ALL_TYPES, "usual");
    comparison.of(export(random, 0), random);
    // But for the last one of each piece that came.
    assertTrue(comparison.read > 0.9 * comparison.records, comparison.toString());
  }

  @Test
  void itReadsLinesThatEndWithACarriageReturnToo() throws IOException {
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      boolean odd = random.nextBoolean();
      String text = new String(export(random, odd ? 0.02 : 0), StandardCharsets.ISO_8859_1);
      byte[] csv = text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      Comparison comparison = new Comparison(ALL_TYPES, "seed " + seed);
      comparison.of(csv, random);
      assertTrue(odd || comparison.read > 0.8 * comparison.records, comparison.toString());
    }
  }

  @Test
  void aCarriageReturnWithoutALineFeedEndsNoRecord() throws IOException {
    StructType schema = StructType.fromDDL("a STRING, b STRING");
    String csv = "a;b\r\n1;2\r\n3;4\r\r\n5;6\r7\r\n8;9\r\n0;1\r\n";
    Comparison comparison = new Comparison(schema, "returns");
    comparison.of(csv.getBytes(StandardCharsets.US_ASCII), new SplittableRandom(1));
    assertEquals(2, comparison.expected.records().malformedCount());
  }

  @Test
  void aLineThatEndsTooEarlyDoesNotGoOnInTheNextOne() throws IOException {
    String[] cells = {"x", "12", "12", "1.5", "2024-02-29", "true", "1", "1", "x", "", "1.5", "1"};
    for (int kind = 0; kind < FITTING.length; kind++) {
      StructType schema =
          new StructType().add("a", type(kind)).add("b", type(kind)).add("c", type(kind));
      String cell = cells[kind];
      String two = cell + ";" + cell;
      String csv = "a;b;c\n" + cell + "\n" + two + "\n" + two + "\n" + cell + "\n" + two + "\n";
      Comparison comparison = new Comparison(schema, "type " + kind);
      comparison.of(csv.getBytes(StandardCharsets.US_ASCII), new SplittableRandom(kind));
      assertEquals(5, comparison.expected.records().malformedCount());
    }
  }

  @Test
  void itReadsNothingBehindAPiece() throws IOException {
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Comparison comparison = new Comparison(ALL_TYPES, "seed " + seed);
      comparison.mostInAPiece = 1_000 + random.nextInt(4_000);
      comparison.of(export(random, 0), random);
      assertTrue(comparison.read > 0.5 * comparison.records, comparison.toString());
    }
  }

  @Test
  void filtersLeaveOutOnlyRecordsThatDoNotPass() throws IOException {
    CellFilter text = filter("=", "s", literal("x"));
    CellFilter blank = filter("IS_NOT_NULL", "d");
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Comparison comparison = new Comparison(ALL_TYPES, "seed " + seed, text, blank);
      comparison.of(export(random, 0.02), random);
      assertTrue(comparison.leftOut > 0, comparison.toString());
    }
  }

  @Test
  void columnsMayBeAlikeAndLeftOutAndInAnyOrder() throws IOException {
    int records = 0;
    int read = 0;
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      int[] kinds = kinds(random);
      int[] wanted = wanted(random, kinds.length);
      StructField[] fields =
          Arrays.stream(wanted)
              .mapToObj(cell -> new StructField("c" + cell, type(kinds[cell]), true, null))
              .toArray(StructField[]::new);
      StructType schema = new StructType(fields);
      String some = fields[random.nextInt(fields.length)].name();
      CellFilter[] filters =
          random.nextBoolean()
              ? new CellFilter[] {filter(schema, "IS_NOT_NULL", some)}
              : NO_FILTERS;
      Comparison comparison = new Comparison(schema, "seed " + seed, filters);
      comparison.cells = wanted;
      comparison.of(export(random, 0.01 * random.nextInt(3), kinds), random);
      records += comparison.records;
      read += comparison.read;
    }
    assertTrue(read > 0.7 * records, read + " of " + records);
  }

  /** The types of some cells, of which the next is often like the one before. */
  private static int[] kinds(RandomGenerator random) {
    int[] kinds = new int[1 + random.nextInt(20)];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = i > 0 && random.nextInt(3) > 0 ? kinds[i - 1] : random.nextInt(FITTING.length);
    }
    return kinds;
  }

  /** Which cells are columns, half of them or more: one behind the other, or mixed. */
  private static int[] wanted(RandomGenerator random, int cells) {
    List<Integer> all = IntStream.range(0, cells).boxed().collect(Collectors.toList());
    while (2 * (all.size() - 1) >= cells && random.nextInt(3) > 0) {
      all.remove(random.nextInt(all.size()));
    }
    if (random.nextInt(4) == 0) {
      Collections.shuffle(all, new Random(random.nextLong()));
    }
    return all.stream().mapToInt(Integer::intValue).toArray();
  }

  private static DataType type(int kind) {
    return ALL_TYPES.fields()[kind].dataType();
  }

  @Test
  void nullsOfMoreColumnsThanAWordHasBitsAreKeptApart() throws IOException {
    int columns = 150;
    StructType schema =
        new StructType(
            IntStream.range(0, columns)
                .mapToObj(i -> new StructField("c" + i, DataTypes.LongType, true, null))
                .toArray(StructField[]::new));
    RandomGenerator random = new SplittableRandom(2);
    StringBuilder csv = new StringBuilder(String.join(";", schema.fieldNames())).append('\n');
    for (int i = 0; i < 500; i++) {
      csv.append(
              IntStream.range(0, columns)
                  .mapToObj(c -> random.nextBoolean() ? "" : String.valueOf(random.nextInt(1000)))
                  .collect(Collectors.joining(";")))
          .append('\n');
    }
    Comparison comparison = new Comparison(schema, "wide");
    comparison.of(csv.toString().getBytes(StandardCharsets.US_ASCII), random);
    assertTrue(comparison.read > 0.9 * comparison.records, comparison.toString());
  }

  @Test
  void itRefusesABufferWithoutAMargin() throws IOException {
    StructType schema = StructType.fromDDL("a STRING");
    ValueScanner scanner = ValueScanner.of(Bindings.inOrder(schema), 1).orElseThrow();
    byte[] csv = ("a\n" + "b\n".repeat(49)).getBytes(StandardCharsets.US_ASCII);
    RowBatch rows = RowBatch.of(schema);
    RecordReader.of(new TightPieces(csv, new SplittableRandom(1), 2), MAX_RECORD)
        .read(rows.records());
    scanner.fill(rows);

    byte[] bytes = rows.records().bytes();
    bytes[bytes.length - PlainSplitter.MARGIN] = '\n';
    int limit = bytes.length - PlainSplitter.MARGIN + 1;
    assertThrows(
        IllegalArgumentException.class, () -> scanner.split(rows.records(), limit - 1, limit, 1));
  }

  @Test
  void itIsLeftAsideWhereFewCellsAreWantedOrOneByTwo() {
    StructType schema = StructType.fromDDL("a STRING, b STRING");
    assertTrue(ValueScanner.of(Bindings.inOrder(schema), 4).isPresent());
    assertFalse(ValueScanner.of(Bindings.inOrder(schema), 5).isPresent());
    int[] same = {0, 0};
    assertFalse(ValueScanner.of(Bindings.of(schema, same), 2).isPresent());
  }

  private static CellFilter filter(String name, String column, Expression... operands) {
    return filter(ALL_TYPES, name, column, operands);
  }

  private static CellFilter filter(
      StructType schema, String name, String column, Expression... operands) {
    Expression[] all = new Expression[operands.length + 1];
    all[0] = Expressions.column(column);
    System.arraycopy(operands, 0, all, 1, operands.length);
    return CellFilter.of(new Predicate(name, all), schema).orElseThrow();
  }

  private static Expression literal(String text) {
    return new LiteralValue<>(UTF8String.fromString(text), DataTypes.StringType);
  }

  /** An export of all types, with a share of odd cells and records. */
  private static byte[] export(RandomGenerator random, double odd) throws IOException {
    return export(random, odd, IntStream.range(0, FITTING.length).toArray());
  }

  /** An export of some types. */
  private static byte[] export(RandomGenerator random, double odd, int... kinds)
      throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.write(("h" + ";h".repeat(kinds.length - 1) + "\n").getBytes(StandardCharsets.UTF_8));
    int records = 200 + random.nextInt(200);
    for (int i = 0; i < records; i++) {
      for (int c = 0; c < kinds.length; c++) {
        String[] cells = random.nextDouble() < odd ? ODD : FITTING[kinds[c]];
        String cell = random.nextInt(10) == 0 ? "" : cells[random.nextInt(cells.length)];
        csv.write((c == 0 ? "" : ";").getBytes(StandardCharsets.US_ASCII));
        csv.write(cell.getBytes(StandardCharsets.UTF_8));
        if (random.nextDouble() < odd / 10) {
          int any = random.nextInt(256); // Not UTF-8, often.
          csv.write(any == '"' ? 'x' : any); // That might open quotes which never close.
        }
      }
      csv.write((random.nextDouble() < odd ? "\r\n" : "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return csv.toByteArray();
  }

  /** An export read in both ways, record by record. */
  private static final class Comparison {
    private final StructType schema;
    private final String name;
    private final CellFilter[] filters;
    private final RowBatch expected;
    private final RowBatch actual;
    private int[] cells;
    private int mostInAPiece = 10_000;
    private int records;
    private int read;
    private int leftOut;

    Comparison(StructType schema, String name, CellFilter... filters) {
      this.schema = schema;
      this.name = name;
      this.filters = filters;
      this.expected = RowBatch.of(schema);
      this.actual = RowBatch.of(schema);
      this.cells = IntStream.range(0, schema.size()).toArray();
    }

    /** Reads it whole in the usual way, and in pieces by a scanner. */
    void of(byte[] csv, RandomGenerator random) throws IOException {
      RecordReader whole = RecordReader.of(new ByteArrayInputStream(csv), MAX_RECORD);
      assertTrue(whole.read(expected.records()));
      assertFalse(whole.read(new RecordBatch()), "more than one batch holds");
      records = expected.size();

      RecordReader reader = RecordReader.of(new TightPieces(csv, random, mostInAPiece), MAX_RECORD);
      ValueScanner scanner =
          ValueScanner.of(Bindings.of(schema, cells, filters), reader.header().size())
              .orElseThrow();
      reader.splitPlainBy(scanner);
      BitSet seen = new BitSet();
      scanner.fill(actual);
      while (reader.read(actual.records())) {
        for (int i = 0; i < actual.size(); i++) {
          int record = (int) actual.records().number(i) - 1;
          assertFalse(seen.get(record), name);
          seen.set(record);
          compare(record, i);
        }
        actual.begin();
      }
      assertTrue(seen.length() <= records, name);
      for (int i = seen.nextClearBit(0); i < records; i = seen.nextClearBit(i + 1)) {
        leftOut++;
        assertFalse(passes(i), name + ", record " + (i + 1) + " is missing");
      }
    }

    private void compare(int record, int i) {
      if (actual.records().isSplit(i)) {
        compareCells(record, i);
      } else {
        read++;
        assertTrue(passes(record), name + ", record " + (record + 1) + " does not pass");
        compareValues(record, i);
      }
    }

    private boolean passes(int record) {
      RecordBatch batch = expected.records();
      return Arrays.stream(filters)
          .allMatch(
              filter -> {
                int cell = cells[schema.fieldIndex(filter.column())];
                return filter.passes(
                    batch.bytes(), batch.start(record, cell), batch.end(record, cell));
              });
    }

    private void compareCells(int record, int i) {
      RecordBatch batch = actual.records();
      String where = name + ", record " + (record + 1);
      assertEquals(expected.records().problem(record), batch.problem(i), where);
      for (int cell : cells) {
        assertArrayEquals(bytes(expected.records(), record, cell), bytes(batch, i, cell), where);
      }
    }

    private static byte[] bytes(RecordBatch batch, int record, int cell) {
      return Arrays.copyOfRange(batch.bytes(), batch.start(record, cell), batch.end(record, cell));
    }

    private void compareValues(int record, int i) {
      RecordBatch batch = expected.records();
      long[] values = expected.values().begin(0);
      expected.columnar();
      actual.columnar();
      for (int column = 0; column < schema.size(); column++) {
        String where = name + ", record " + (record + 1) + ", column " + column;
        int start = batch.start(record, cells[column]);
        int end = batch.end(record, cells[column]);
        assertFalse(batch.isMalformed(record), where);
        assertEquals(start == end, actual.column(column).isNullAt(i), where);
        if (start < end) {
          int at = expected.values().at(0, column);
          assertTrue(expected.column(column).convert(batch.bytes(), start, end, values, at), where);
          assertEquals(
              ColumnValues.of(expected.column(column), 0),
              ColumnValues.of(actual.column(column), i),
              where);
        }
      }
    }

    @Override
    public String toString() {
      return name + ": " + records + " records, " + read + " read, " + leftOut + " left out";
    }
  }

  /** Bytes in buffers that end where they must, with digits and the like behind the bytes. */
  private static final class TightPieces implements Pieces {
    private static final byte[] BEHIND = "0123456789;true;\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] csv;
    private final RandomGenerator random;
    private final int most;
    private int position;

    TightPieces(byte[] csv, RandomGenerator random, int most) {
      this.csv = csv;
      this.random = random;
      this.most = most;
    }

    @Override
    public Optional<ByteBuffer> next(ByteBuffer used) {
      if (position == csv.length) {
        return Optional.empty();
      }
      int count = Math.min(csv.length - position, random.nextInt(1, most));
      int start = used.position();
      byte[] bytes = new byte[start + count + PlainSplitter.MARGIN];
      System.arraycopy(csv, position, bytes, start, count);
      int from = random.nextInt(BEHIND.length - PlainSplitter.MARGIN);
      System.arraycopy(BEHIND, from, bytes, start + count, PlainSplitter.MARGIN);
      position += count;
      return Optional.of(ByteBuffer.wrap(bytes, start, count));
    }
  }
}
