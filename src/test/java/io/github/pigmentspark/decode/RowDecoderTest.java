package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.NamingStyle;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.options.TestOptions;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.LiteralValue;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDecoderTest {
  private static final StructType SCHEMA = StructType.fromDDL("a INT, b STRING, c DOUBLE");
  private static final long EXPORT_TIME = 1_234_567;
  private static final String MALFORMED =
      "a;b;c\n1;x;0.5\nx;y;1.5\n\"3\";\"\";\n4;z\n5;z;oops\n6;x;1e3\n";

  // Modes

  @Test
  void readsMalformedFieldsAndRecordsAsNullInPermissive() throws IOException {
    Decoded decoded = Decoded.of(decoder(Mode.PERMISSIVE, MALFORMED));
    assertEquals(
        List.of("1,x,0.5", "null,y,1.5", "3,null,null", "null,null,null", "5,z,null", "6,x,1000.0"),
        decoded.rows);
    assertEquals(2, decoded.malformedFields);
    assertEquals(1, decoded.malformedRecords);
  }

  @Test
  void dropsMalformedRecordsInDropMalformed() throws IOException {
    Decoded decoded = Decoded.of(decoder(Mode.DROPMALFORMED, MALFORMED));
    assertEquals(List.of("1,x,0.5", "3,null,null", "6,x,1000.0"), decoded.rows);
    assertEquals(2, decoded.malformedFields);
    assertEquals(3, decoded.malformedRecords);
    assertEquals(6, decoded.recordsScanned);
  }

  @Test
  void showsTheTextOfMalformedRecordsInPermissive() throws IOException {
    StructType schema = StructType.fromDDL("a INT, bad STRING, c DOUBLE");
    Decoded decoded = Decoded.of(decoder(Mode.PERMISSIVE, schema, 3, List.of(), MALFORMED), schema);
    assertEquals(
        List.of(
            "1,null,0.5",
            "null,x;y;1.5,1.5",
            "3,null,null",
            "null,4;z,null",
            "5,5;z;oops,null",
            "6,null,1000.0"),
        decoded.rows);
  }

  @Test
  void rejectsColumnNamedLikeThatOfCorruptRecords() {
    StructType schema = StructType.fromDDL("a INT, bad STRING");
    RowDecoder decoder = decoder(Mode.PERMISSIVE, schema, 2, List.of(), "a;bad\n1;x\n");
    String message =
        assertThrows(PigmentException.class, () -> decoder.decode(decoder.newBatch())).getMessage();
    assertTrue(message.contains("already has a column `bad`"), message);
  }

  @Test
  void showsTheQuotesOfMalformedRecords() throws IOException {
    StructType schema = StructType.fromDDL("a INT, bad STRING");
    String csv = "a;b\n\"x\";\"\"\"\"\n";
    assertEquals(
        List.of("null,\"x\";\"\"\"\""),
        Decoded.of(decoder(Mode.PERMISSIVE, schema, 2, List.of(), csv), schema).rows);
  }

  @Test
  void showsNoTextOfThePreviousBatch() throws IOException {
    StructType schema = StructType.fromDDL("a INT, bad STRING");
    List<InputStream> batches = List.of(stream("a;b\n"), stream("x;\n"), stream("2;\n"));
    RowDecoder decoder =
        new RowDecoder(
            settings(Mode.PERMISSIVE),
            schema,
            2,
            List.of(),
            OptionalLong.empty(),
            new SequenceInputStream(Collections.enumeration(batches)),
            () -> EXPORT_TIME);
    assertEquals(List.of("null,x;", "2,null"), Decoded.of(decoder, schema).rows);
  }

  @Test
  void showsNoTextOfRecordsInDropMalformed() throws IOException {
    StructType schema = StructType.fromDDL("a INT, bad STRING");
    assertEquals(
        List.of("2,null"),
        Decoded.of(decoder(Mode.DROPMALFORMED, schema, 2, List.of(), "a\nx\n2\n"), schema).rows);
  }

  @Test
  void refusesAColumnThatWasRepeatedSinceTheSchemaWasRead() {
    DecodeSettings settings =
        DecodeSettings.of(
            TestOptions.of(),
            ColumnNames.of(NamingStyle.ORIGINAL, CaseSensitivity.INSENSITIVE),
            Optional.of(List.of("a")),
            Optional.empty());
    RowDecoder decoder =
        new RowDecoder(
            settings,
            StructType.fromDDL("a INT"),
            1,
            List.of(),
            OptionalLong.empty(),
            stream("a;a\n1;2\n"),
            () -> EXPORT_TIME);
    String message =
        assertThrows(PigmentException.class, () -> decoder.decode(decoder.newBatch())).getMessage();
    assertTrue(
        message.contains("number of columns with the same name as `a` has changed"), message);
  }

  @Test
  void checksAllColumnsIfMalformedRecordsAreDroppedOrShown() {
    StructType shown = StructType.fromDDL("a INT, bad STRING");
    StructType hidden = StructType.fromDDL("a INT");
    assertTrue(settings(Mode.DROPMALFORMED).checksAllColumns(hidden));
    assertTrue(settings(Mode.PERMISSIVE).checksAllColumns(shown));
    assertFalse(settings(Mode.PERMISSIVE).checksAllColumns(hidden));
    assertFalse(settings(Mode.FAILFAST).checksAllColumns(shown));
  }

  @Test
  void settingsOfDifferentReadsAreNotEqual() {
    ReadOptions options = TestOptions.of();
    ColumnNames names = ColumnNames.of(NamingStyle.ORIGINAL, CaseSensitivity.INSENSITIVE);
    ColumnNames safe = ColumnNames.of(NamingStyle.SAFE, CaseSensitivity.INSENSITIVE);
    Optional<List<String>> header = Optional.of(List.of("a"));
    ReadOptions otherView = TestOptions.of("viewId", TestOptions.VIEW_ID.replace('2', '3'));
    DecodeSettings settings = DecodeSettings.of(options, names, header, Optional.of("bad"));
    DecodeSettings same = DecodeSettings.of(options, names, header, Optional.of("bad"));
    assertEquals(settings, same);
    assertEquals(settings.hashCode(), same.hashCode());
    assertEquals(settings, settings.with(options.exportRequest()));
    for (DecodeSettings other :
        List.of(
            settings.with(otherView.exportRequest()),
            DecodeSettings.of(options, safe, header, Optional.of("bad")),
            DecodeSettings.of(options, names, Optional.empty(), Optional.of("bad")),
            DecodeSettings.of(options, names, header, Optional.empty()),
            DecodeSettings.of(
                TestOptions.of("mode", "DROPMALFORMED"), names, header, Optional.of("bad")),
            DecodeSettings.of(
                TestOptions.of("maxRecordSize", "2m"), names, header, Optional.of("bad")))) {
      assertNotEquals(settings, other);
    }
  }

  @Test
  void addsMetadataColumns() throws IOException {
    StructType schema = new StructType().add("a", DataTypes.IntegerType);
    for (MetadataColumn column : Provenance.columns(schema, CaseSensitivity.INSENSITIVE)) {
      schema = schema.add(Provenance.field(column.name()));
    }
    Decoded decoded =
        Decoded.of(decoder(Mode.PERMISSIVE, schema, 5, List.of(), "a\n7\n1;2\n"), schema);
    String source = "," + TestOptions.VIEW_ID + ",null,";
    assertEquals(
        List.of("7," + EXPORT_TIME + source + 1, "null," + EXPORT_TIME + source + 2), decoded.rows);
  }

  @Test
  void addsNoMetadataColumnThatTheTableHas() {
    StructType schema = StructType.fromDDL("_RECORD_NUMBER INT");
    assertEquals(3, Provenance.columns(schema, CaseSensitivity.INSENSITIVE).length);
    assertEquals(4, Provenance.columns(schema, CaseSensitivity.SENSITIVE).length);
  }

  @Test
  void countsTheTimeOfDecoding() throws IOException {
    long start = System.nanoTime();
    RowDecoder decoder = decoder(Mode.PERMISSIVE, MALFORMED);
    Decoded.of(decoder);
    long elapsed = System.nanoTime() - start;
    assertTrue(decoder.nanos() > 0 && decoder.nanos() < elapsed, decoder.nanos() + " ns");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void dropsTheSameRecordsForAnySelectedColumns(int shown) throws IOException {
    Decoded decoded = Decoded.of(decoder(Mode.DROPMALFORMED, SCHEMA, shown, List.of(), MALFORMED));
    List<String> all = List.of("1,x,0.5", "3,null,null", "6,x,1000.0");
    assertEquals(
        all.stream().map(row -> String.join(",", firsts(row.split(","), shown))).toList(),
        decoded.rows);
  }

  private static List<String> firsts(String[] values, int count) {
    return Arrays.asList(values).subList(0, count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3;x;oops\n4;x;1\n",
        "3;x\n4;x;1\n",
        "3;\"x\"y;1\n4;x;1\n",
        "oops;x;oops\noops;x;1\n",
        "3;x;oops\noops;x;1\n4;x\n"
      })
  void deliversRowsBeforeTheFirstMalformedRecordInFailfast(String malformed) throws IOException {
    RowDecoder decoder = decoder(Mode.FAILFAST, "a;b;c\n1;x;0.5\n2;y;\n" + malformed);
    RowBatch batch = decoder.newBatch();
    assertTrue(decoder.decode(batch));
    assertEquals(List.of("1,x,0.5", "2,y,null"), Decoded.rows(batch, 3));
    for (int i = 0; i < 2; i++) {
      String message =
          assertThrows(MalformedRecordException.class, () -> decoder.decode(batch)).getMessage();
      assertTrue(message.startsWith("Record 3 of view " + TestOptions.VIEW_ID), message);
    }
  }

  @Test
  void namesTheFirstMalformedColumn() throws IOException {
    RowDecoder decoder = decoder(Mode.FAILFAST, "c;b;a\noops;x;1.5\n");
    RowBatch batch = decoder.newBatch();
    assertTrue(decoder.decode(batch));
    assertEquals(0, batch.size());
    String message =
        assertThrows(MalformedRecordException.class, () -> decoder.decode(batch)).getMessage();
    assertTrue(message.contains("column `a` contains \"1.5\", which is not a valid INT"), message);
  }

  // Limits

  @Test
  void ignoresMalformedRecordsPastTheLimit() throws IOException {
    for (int limit = 0; limit <= 2; limit++) {
      String csv = "a;b;c\n1;x;0.5\n2;x;1\nx\n";
      Decoded decoded = Decoded.of(limited(Mode.FAILFAST, limit, stream(csv)));
      assertEquals(List.of("1,x,0.5", "2,x,1.0").subList(0, limit), decoded.rows);
      assertEquals(Optional.empty(), decoded.failure);
    }
  }

  @Test
  void countsRowsOfAllBatchesTowardsTheLimit() throws IOException {
    InputStream batches =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    stream("a;b;c\n"), stream("1;x;1\n2;x;1\n"), stream("3;x\n4;x;1\n5;x;1\n"))));
    Decoded decoded = Decoded.of(limited(Mode.PERMISSIVE, 4, batches));
    assertEquals(List.of("1,x,1.0", "2,x,1.0", "null,null,null", "4,x,1.0"), decoded.rows);
  }

  @Test
  void rejectsLimitIfRecordsMayBeExcluded() {
    assertThrows(
        IllegalArgumentException.class, () -> limited(Mode.DROPMALFORMED, 1, stream("a;b;c\n")));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RowDecoder(
                settings(Mode.FAILFAST),
                SCHEMA,
                3,
                List.of(isNotNull("a")),
                OptionalLong.of(1),
                stream("a;b;c\n"),
                () -> 0));
  }

  // Filters

  @Test
  void excludesRecordsThatDoNotMatchTheFilters() throws IOException {
    String csv = "a;b;c\n1;x;\n2;;1\n3;\"x\";2\n4;xy;3\n5;y;4\n";
    assertEquals(List.of("1,x,null", "3,x,2.0"), filtered(csv, predicate("=", "b", "x")));
    assertEquals(
        List.of("1,x,null", "3,x,2.0", "5,y,4.0"), filtered(csv, predicate("IN", "b", "x", "y")));
    assertEquals(
        List.of("1,x,null", "3,x,2.0", "4,xy,3.0"),
        filtered(csv, predicate("STARTS_WITH", "b", "x")));
    assertEquals(List.of("4,xy,3.0"), filtered(csv, predicate("<=>", "b", "xy")));
    assertEquals(List.of("4,xy,3.0"), filtered(csv, predicate("STARTS_WITH", "b", "xy")));
    assertEquals(List.of(), filtered(csv, predicate("=", "b", "xz")));
    assertEquals(List.of(), filtered(csv, predicate("STARTS_WITH", "b", "xz")));
    assertEquals(
        List.of("2,null,1.0", "3,x,2.0", "4,xy,3.0", "5,y,4.0"), filtered(csv, isNotNull("c")));
    assertEquals(List.of("3,x,2.0"), filtered(csv, predicate("=", "b", "x"), isNotNull("c")));
  }

  @Test
  void pushesAFilterWhereverTheColumnStands() {
    Expression column = Expressions.column("b");
    Expression text = new LiteralValue<>(UTF8String.fromString("xy"), DataTypes.StringType);
    for (String name : List.of("=", "<=>")) {
      PushedFilter filter = predicate(name, "b", "xy");
      assertEquals("`b` ONE_OF (xy)", filter.toString());
      assertEquals(
          Optional.of(filter), pushed(new Predicate(name, new Expression[] {text, column})));
    }
    assertEquals(
        Optional.empty(), pushed(new Predicate("STARTS_WITH", new Expression[] {text, column})));
    assertNotEquals(predicate("=", "b", "xy"), predicate("=", "b", "x"));
    assertNotEquals(isNotNull("a"), isNotNull("b"));
    assertNotEquals(predicate("=", "b", "xy"), predicate("STARTS_WITH", "b", "xy"));
    assertEquals("`c` NOT_BLANK", isNotNull("c").toString());
  }

  private static List<String> filtered(String csv, PushedFilter... filters) throws IOException {
    return Decoded.of(decoder(Mode.FAILFAST, SCHEMA, 3, List.of(filters), csv)).rows;
  }

  @Test
  void doesNotDecodeExcludedRecords() throws IOException {
    assertEquals(
        List.of("2,x,1.0"), filtered("a;b;c\noops;y;oops\n2;x;1\n", predicate("=", "b", "x")));
  }

  @Test
  void failsOnRecordOfWrongWidthWithAnyFilter() throws IOException {
    RowDecoder decoder =
        decoder(Mode.FAILFAST, SCHEMA, 3, List.of(predicate("=", "b", "x")), "a;b;c\n1;y;1\n2;y\n");
    RowBatch batch = decoder.newBatch();
    assertTrue(decoder.decode(batch));
    assertEquals(0, batch.size());
    assertThrows(MalformedRecordException.class, () -> decoder.decode(batch));
  }

  // The end of an export

  @ParameterizedTest
  @ValueSource(strings = {"1;x;1", "1;x;1\r", "\"1\";x;\"1\"", "\"1\";x;1\r"})
  void warnsOfLastRecordWithoutLineBreak(String last) throws IOException {
    try (Warnings warnings = Warnings.of(RowDecoder.class.getName())) {
      assertEquals(List.of("1,x,1.0"), Decoded.of(decoder(Mode.FAILFAST, "a;b;c\n" + last)).rows);
      assertEquals(
          List.of(
              "The last line of view "
                  + TestOptions.VIEW_ID
                  + " has no line break. It is probably complete, but an export that was cut off"
                  + " inside its last field would look the same."),
          warnings.take());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;x;1\n", "1;x;1\r\n"})
  void doesNotWarnOfCompleteExport(String last) throws IOException {
    try (Warnings warnings = Warnings.of(RowDecoder.class.getName())) {
      assertEquals(List.of("1,x,1.0"), Decoded.of(decoder(Mode.FAILFAST, "a;b;c\n" + last)).rows);
      assertEquals(List.of(), warnings.take());
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void failsOnCutOffExportInEveryMode(Mode mode) throws IOException {
    RowDecoder decoder = decoder(mode, "a;b;c\n1;x;1\n2;x");
    RowBatch batch = decoder.newBatch();
    assertTrue(decoder.decode(batch));
    assertEquals(List.of("1,x,1.0"), Decoded.rows(batch, 3));
    String message = assertThrows(CsvException.class, () -> decoder.decode(batch)).getMessage();
    assertTrue(
        message.startsWith(
            "view " + TestOptions.VIEW_ID + ": The export is cut off: record 2 ends after 2 of 3"),
        message);
  }

  @Test
  void namesMissingColumns() {
    RowDecoder decoder = decoder(Mode.PERMISSIVE, "a;d\n1;2\n");
    String message =
        assertThrows(PigmentException.class, () -> decoder.decode(decoder.newBatch())).getMessage();
    assertTrue(message.contains("has no column `b`, `c`. It has `a`, `d`."), message);
  }

  @Test
  void namesAHundredOfTheExportsColumns() {
    assertTrue(messageOfHeader(100).contains("`c98`, `c99`. Load "), messageOfHeader(100));
    assertTrue(messageOfHeader(102).contains("`c99` and 2 more. Load "), messageOfHeader(102));
  }

  private static String messageOfHeader(int columns) {
    String header =
        IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(";"));
    RowDecoder decoder = decoder(Mode.PERMISSIVE, header + "\n");
    return assertThrows(PigmentException.class, () -> decoder.decode(decoder.newBatch()))
        .getMessage();
  }

  @Test
  void readsStringsFromBufferThatGrowsAndShrinks() throws IOException {
    String longText = "y".repeat(1 << 19);
    StringBuilder csv = new StringBuilder("a;b;c\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String text = i % 2 == 0 ? "short" : longText;
      csv.append(i).append(';').append(text).append(";\n");
      expected.add(i + "," + text + ",null");
    }
    assertEquals(expected, Decoded.of(decoder(Mode.FAILFAST, csv.toString())).rows);
  }

  // All together

  @Test
  void decodesGeneratedExportsLikeSimpleModel() throws IOException {
    SplittableRandom random = new SplittableRandom(20_241_121);
    for (int i = 0; i < 1_000; i++) {
      Model model = new Model(random, random.nextInt(100));
      for (Mode mode : List.of(Mode.PERMISSIVE, Mode.DROPMALFORMED)) {
        boolean hasFilter = random.nextBoolean();
        List<PushedFilter> filters =
            hasFilter ? List.of(predicate("=", "b", "x;")) : Collections.emptyList();
        InputStream export = model.export(random);
        RowDecoder decoder =
            new RowDecoder(
                settings(mode), SCHEMA, 3, filters, OptionalLong.empty(), export, () -> 0);
        assertEquals(model.rows(mode, hasFilter), Decoded.of(decoder).rows);
      }
      RowDecoder decoder =
          new RowDecoder(
              settings(Mode.FAILFAST),
              SCHEMA,
              3,
              List.of(),
              OptionalLong.empty(),
              model.export(random),
              () -> 0);
      Decoded decoded = Decoded.of(decoder);
      assertEquals(model.firstMalformed(), decoded.failure.isPresent() ? decoded.rows.size() : -1);
      assertEquals(model.rows(Mode.FAILFAST, false), decoded.rows);
    }
  }

  /** Generated records, and the rows that they become. */
  private static final class Model {
    private static final String MALFORMED_ROW = "null,null,null";

    private final StringBuilder csv = new StringBuilder("a;b;c\n");
    private final List<String> rows = new ArrayList<>();
    private final List<Boolean> malformed = new ArrayList<>();

    Model(SplittableRandom random, int records) {
      int malformedPercent = random.nextInt(3) * random.nextInt(30);
      for (int i = 0; i < records; i++) {
        boolean wrongWidth = random.nextInt(100) < malformedPercent;
        boolean wrongNumber = random.nextInt(100) < malformedPercent;
        boolean wrongDouble = random.nextInt(100) < malformedPercent;
        boolean blank = random.nextInt(4) == 0;
        boolean quoted = random.nextBoolean();
        csv.append(wrongNumber ? "1e2" : quoted ? "\"" + i + "\"" : i).append(';');
        csv.append(blank ? "" : quoted ? "\"x;\"" : "y");
        csv.append(wrongWidth ? "" : wrongDouble ? ";1e999" : ";" + i + ".50").append('\n');
        rows.add(
            wrongWidth
                ? MALFORMED_ROW
                : String.format(
                    "%s,%s,%s",
                    wrongNumber ? "null" : i,
                    blank ? "null" : quoted ? "x;" : "y",
                    wrongDouble ? "null" : i + ".5"));
        malformed.add(wrongWidth || wrongNumber || wrongDouble);
      }
    }

    InputStream export(SplittableRandom random) {
      List<InputStream> chunks = new ArrayList<>();
      byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
      int at = 0;
      while (at < bytes.length) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(300));
        chunks.add(new ByteArrayInputStream(bytes, at, length));
        at += length;
      }
      return new SequenceInputStream(Collections.enumeration(chunks));
    }

    int firstMalformed() {
      return malformed.indexOf(true);
    }

    List<String> rows(Mode mode, boolean hasFilter) {
      int end = mode == Mode.FAILFAST && firstMalformed() >= 0 ? firstMalformed() : rows.size();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < end; i++) {
        boolean dropped = mode == Mode.DROPMALFORMED && malformed.get(i);
        if (!dropped && (!hasFilter || rows.get(i).contains(",x;,"))) {
          expected.add(rows.get(i));
        }
      }
      return expected;
    }
  }

  /** All rows of a decoder, read through one batch that is used again and again. */
  private static final class Decoded {
    private final List<String> rows = new ArrayList<>();
    private Optional<MalformedRecordException> failure = Optional.empty();
    private long malformedFields;
    private long malformedRecords;
    private long recordsScanned;

    static Decoded of(RowDecoder decoder) throws IOException {
      return of(decoder, SCHEMA);
    }

    static Decoded of(RowDecoder decoder, StructType schema) throws IOException {
      Decoded decoded = new Decoded();
      RowBatch batch = decoder.newBatch();
      try {
        while (decoder.decode(batch)) {
          decoded.rows.addAll(rows(batch, schema, batch.columnar().numCols()));
          decoded.recordsScanned += batch.recordsScanned();
          decoded.malformedFields += batch.malformedFields();
          decoded.malformedRecords += batch.malformedRecords();
        }
      } catch (MalformedRecordException e) {
        decoded.failure = Optional.of(e);
      }
      return decoded;
    }

    static List<String> rows(RowBatch batch, int columns) {
      return rows(batch, SCHEMA, columns);
    }

    private static List<String> rows(RowBatch batch, StructType schema, int columns) {
      List<String> rows = new ArrayList<>();
      for (Iterator<InternalRow> all = batch.columnar().rowIterator(); all.hasNext(); ) {
        InternalRow row = all.next();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          Object value = row.isNullAt(i) ? null : row.get(i, schema.fields()[i].dataType());
          values.add(String.valueOf(value));
        }
        rows.add(String.join(",", values));
      }
      assertEquals(batch.size(), rows.size());
      return rows;
    }
  }

  private static RowDecoder decoder(Mode mode, String csv) {
    return decoder(mode, SCHEMA, SCHEMA.length(), List.of(), csv);
  }

  private static RowDecoder decoder(
      Mode mode, StructType schema, int shown, List<PushedFilter> filters, String csv) {
    return new RowDecoder(
        settings(mode),
        schema,
        shown,
        filters,
        OptionalLong.empty(),
        stream(csv),
        () -> EXPORT_TIME);
  }

  private static RowDecoder limited(Mode mode, int limit, InputStream export) {
    return new RowDecoder(
        settings(mode),
        SCHEMA,
        SCHEMA.length(),
        List.of(),
        OptionalLong.of(limit),
        export,
        () -> 0);
  }

  private static DecodeSettings settings(Mode mode) {
    return DecodeSettings.of(
        TestOptions.of("mode", mode.name()),
        ColumnNames.of(NamingStyle.ORIGINAL, CaseSensitivity.INSENSITIVE),
        Optional.empty(),
        Optional.of("bad"));
  }

  private static PushedFilter isNotNull(String column) {
    return predicate("IS_NOT_NULL", column);
  }

  private static PushedFilter predicate(String name, String column, String... values) {
    List<Expression> operands = new ArrayList<>(List.of(Expressions.column(column)));
    for (String value : values) {
      operands.add(new LiteralValue<>(UTF8String.fromString(value), DataTypes.StringType));
    }
    return pushed(new Predicate(name, operands.toArray(new Expression[0]))).orElseThrow();
  }

  private static Optional<PushedFilter> pushed(Predicate predicate) {
    return PushedFilter.of(predicate, SCHEMA, settings(Mode.FAILFAST));
  }

  private static InputStream stream(String csv) {
    return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
  }
}
