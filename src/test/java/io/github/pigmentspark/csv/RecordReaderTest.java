package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class RecordReaderTest {
  private static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes is not followed by a line feed";
  private static final String TEXT_AFTER_QUOTE =
      "a closing quote is followed by text instead of a semicolon or a line break";
  private static final String EMPTY = "The export is empty: it has no header line.";
  private static final int MEGABYTE = 1 << 20;

  // Lines

  @Test
  void endsRecordsAtLineFeeds() {
    assertRecords("a;b\n1;2\n3;4\n", List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void endsRecordsAtCrLf() {
    assertRecords("a;b\r\n1;2\r\n3;4\r\n", List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void acceptsMixedLineEnds() {
    assertRecords(
        "a;b\n1;2\r\n\"3\";4\n\"5\";6\r\n",
        List.of("1", "2"),
        List.of("3", "4"),
        List.of("5", "6"));
  }

  @Test
  void readsLastRecordWithoutLineBreak() {
    assertRecords("a;b\n1;2\n3;4", List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void readsLastRecordOfAnyLength() {
    for (int length = 0; length <= 2 * DelimiterFinder.BLOCK; length++) {
      String field = "x".repeat(length);
      assertRecords("a\n" + field + "\n", List.of(field));
    }
  }

  @Test
  void readsQuotesAtTheEndOfAChunk() {
    for (int length = DelimiterFinder.CHUNK - 16; length <= DelimiterFinder.CHUNK; length++) {
      String field = "x".repeat(length);
      assertRecords(
          "a;b\n" + field + ";\"1\"\";2\"\r\n3;4\n", List.of(field, "1\";2"), List.of("3", "4"));
    }
  }

  @Test
  void readsLastRecordThatEndsWithAQuote() {
    assertRecords("a;b\n1;\"2\"", List.of("1", "2"));
  }

  @Test
  void readsLastRecordThatEndsWithHalfACrLf() {
    assertRecords("a;b\n1;2\r", List.of("1", "2"));
    assertRecords("a;b\n1;\"2\"\r", List.of("1", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a;b\n", "a;b\r\n", "\"a\";b", "\"a\";b\n"})
  void readsExportWithoutRecords(String csv) {
    Reading reading = Reading.of(csv);
    assertTrue(reading.isClean(), reading.failure());
    assertEquals(List.of("a", "b"), reading.header());
    assertEquals(List.of(), reading.cells());
  }

  @Test
  void rejectsEmptyInput() {
    assertEquals(EMPTY, Reading.of("").failure());
  }

  // The byte order mark

  @ParameterizedTest
  @ValueSource(strings = {"a;b\n", "\"a\";b\n", "a;b", "a;\"b\""})
  void removesByteOrderMarkFromTheFirstName(String csv) {
    assertEquals(List.of("a", "b"), Reading.of("\ufeff" + csv).header());
  }

  @Test
  void skipsAllLeadingByteOrderMarks() {
    assertEquals(List.of("a"), Reading.of("\ufeff\ufeffa\n").header());
    assertEquals(List.of("a"), Reading.of("\ufeff".repeat(MEGABYTE) + "a\n").header());
    assertEquals(EMPTY, Reading.of("\ufeff\ufeff").failure());
  }

  @Test
  void keepsByteOrderMarksElsewhere() {
    assertRecords("a;\ufeffb\n\ufeff1;2\n", List.of("\ufeff1", "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void rejectsByteOrderMarkAlone(int chunkSize) {
    byte[] mark = utf8("\ufeff");
    assertEquals(EMPTY, Reading.of(Chunks.ofSize(mark, chunkSize), Reading.NO_LIMIT).failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "\n", "a\n", "ab"})
  void readsNameShorterThanAByteOrderMark(String csv) {
    assertEquals(List.of(csv.strip()), Reading.of(csv).header());
  }

  // One column

  @Test
  void readsBlankLineAsBlankFieldOfASingleColumn() {
    assertRecords("a\n\n1\n\r\n", List.of(""), List.of("1"), List.of(""));
  }

  @Test
  void readsBlankLineBetweenQuotedRecordsAsABlankField() {
    assertRecords("a\n\"1\"\n\n\r\n\"\"\n", List.of("1"), List.of(""), List.of(""), List.of(""));
  }

  @Test
  void reportsBlankLineAsMalformedIfThereAreSeveralColumns() {
    assertEquals("it has 1 field, but the header has 2", problem("a;b\n\n1;2\n"));
  }

  // Quotes

  @Test
  void removesQuotesAroundAField() {
    assertRecords("a;b\n\"1\";\"2\"\n", List.of("1", "2"));
  }

  @Test
  void readsBlankQuotedField() {
    assertRecords("a;b\n\"\";\n;\"\"\n", List.of("", ""), List.of("", ""));
  }

  @Test
  void readsDoubledQuoteAsAQuote() {
    assertRecords(
        "a;b\n\"say \"\"hi\"\"\";\"\"\"\"\n\"\"\"\"\"\";\"\"\";\"\n",
        List.of("say \"hi\"", "\""),
        List.of("\"\"", "\";"));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\n", "\r\n", "\r", "\n\n", ";\r;\n", "\r\r\n"})
  void keepsDelimitersAndLineBreaksInQuotes(String text) {
    assertRecords("a;b\n\"" + text + "\";\"x" + text + "y\"\n", List.of(text, "x" + text + "y"));
  }

  @Test
  void keepsQuoteInTheMiddleOfAField() {
    assertRecords("a;b\n5\";x\"y\"\n", List.of("5\"", "x\"y\""));
  }

  @Test
  void splitsAtDelimiterAfterAQuoteInTheMiddleOfAField() {
    assertRecords("a;b\nx\"1;2\"\n3;4\n", List.of("x\"1", "2\""), List.of("3", "4"));
  }

  @Test
  void keepsSpacesAroundAField() {
    assertRecords("a;b\n 1 ;\t2 \n\" 3 \";4\n", List.of(" 1 ", "\t2 "), List.of(" 3 ", "4"));
  }

  @Test
  void keepsQuoteAfterASpace() {
    assertRecords("a;b\n \"1\";2\n", List.of(" \"1\"", "2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"x;2", "\"1\" ;2", "1;\"2\"x", "\"1\"x\"y\";2", "\"1;2\"3"})
  void reportsTextAfterAClosingQuoteAsMalformed(String line) {
    assertEquals(TEXT_AFTER_QUOTE, problem("a;b\n" + line + "\n"));
  }

  @Test
  void returnsMalformedRecordWithQuotesAsOneField() {
    assertEquals(List.of("\"1\"x;2"), Reading.of("a;b\n\"1\"x;2\n").lines().get(0).cells());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\r2;3", "\r1;2", "1;2\r\r", "\"1\"\r;2", "1\r;\"2\"", "\"1\";2\r3"})
  void reportsCarriageReturnWithoutLineFeedAsMalformed(String line) {
    assertEquals(BARE_CARRIAGE_RETURN, problem("a;b\n" + line + "\n"));
  }

  @Test
  void reportsLastOfTwoProblems() {
    assertEquals(BARE_CARRIAGE_RETURN, problem("a;b\n\"1\"x;2\r3\n"));
    assertEquals(TEXT_AFTER_QUOTE, problem("a;b\n1\r;\"2\"x\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\r3;2", "1\r3", "1\r3;2;\"4\"", "\"1\"\"2\"", "\"1\"\"2\";3;4"})
  void showsMalformedRecordAsWritten(String line) {
    for (String before : List.of("", "5;6\n", "\"5\";6\n", "\"5\"x;6\n")) {
      for (String end : List.of("\n", "\r\n")) {
        Reading reading = Reading.of("a;b\n" + before + line + end);
        Reading.Line last = reading.lines().get(reading.lines().size() - 1);
        assertFalse(last.problem().isEmpty());
        assertEquals(List.of(line), last.cells());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void keepsTheTextOfRecordsWithQuotes(String end) throws IOException {
    List<String> lines = List.of("1;2", "\"3\";\"\"\"\"", "\"4\"x;5", ";\"\"");
    String csv = lines.stream().map(line -> line + end).collect(Collectors.joining());
    RecordBatch batch = RecordBatch.keepingText();

    RecordReader.of(Chunks.atOnce(utf8("a;b\n" + csv)), Reading.NO_LIMIT).read(batch);

    assertEquals(
        lines,
        IntStream.range(0, batch.size()).mapToObj(i -> batch.text(i, Integer.MAX_VALUE)).toList());
    assertEquals("\"3", batch.text(1, 2));
    assertEquals("\"", batch.text(1, 1, 10));
  }

  @Test
  void keepsTheTextOfRecordsWithQuotesAfterALongRecord() throws IOException {
    String csv = "a;b\n" + "x".repeat(MEGABYTE) + ";0\n" + "\"1\";2\n".repeat(30_000);
    csv += "1;2\n".repeat(200_000);
    RecordReader reader = RecordReader.of(Chunks.atOnce(utf8(csv)), 2 * MEGABYTE);
    RecordBatch batch = RecordBatch.keepingText();
    while (reader.read(batch)) {
      assertEquals("1;2", batch.text(batch.size() - 1, 10).replace("\"", ""));
    }
  }

  @Test
  void countsMalformedRecords() throws IOException {
    RecordBatch batch = new RecordBatch();
    byte[] csv = utf8("a;b\n1;2\n\"3\"x;4\n5;6;7\n8");

    RecordReader.of(Chunks.atOnce(csv), Reading.NO_LIMIT).read(batch);

    assertEquals(3, batch.size());
    assertEquals(2, batch.malformedCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"x;2", "1\r;2", "\"1\"\r;2", "1", "1;2;3", "\"1\"", "\"1\";2;3"})
  void readsRecordsAroundMalformedOne(String malformed) {
    Reading reading =
        Reading.of("a;b\n1;\"2\"\n" + malformed + "\n\"3\";4\n" + malformed + "\n5;6");
    assertEquals("", reading.failure());
    assertEquals(
        List.of(true, false, true, false, true),
        reading.lines().stream().map(line -> line.problem().isEmpty()).toList());
    assertEquals(
        List.of(List.of("1", "2"), List.of("3", "4"), List.of("5", "6")),
        reading.lines().stream()
            .filter(line -> line.problem().isEmpty())
            .map(Reading.Line::cells)
            .toList());
  }

  @Test
  void readsQuotedRecordsWithAnyNumberOfUnquotedOnesBetweenThem() {
    for (int between = 0; between < 12; between++) {
      String stretch = "\"x\";y\n" + "1;2\n".repeat(between);
      Reading reading = Reading.of("a;b\n" + stretch.repeat(5));
      assertTrue(reading.isClean());
      assertEquals(5 * (between + 1), reading.lines().size());
      for (int i = 0; i < reading.lines().size(); i++) {
        assertEquals(
            i % (between + 1) == 0 ? List.of("x", "y") : List.of("1", "2"), reading.cells().get(i));
      }
    }
  }

  // Ragged records

  @ParameterizedTest
  @ValueSource(strings = {"1;2", "\"1\";2"})
  void reportsTooFewFieldsAsMalformed(String line) {
    assertEquals("it has 2 fields, but the header has 3", problem("a;b;c\n" + line + "\n4;5;6\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;2;3;", "\"1\";2;3;", ";;;"})
  void reportsTooManyFieldsAsMalformed(String line) {
    assertEquals("it has 4 fields, but the header has 3", problem("a;b;c\n" + line + "\n4;5;6\n"));
  }

  @Test
  void reportsTooFewFieldsInACompleteLastLineAsMalformed() {
    assertEquals("it has 1 field, but the header has 2", problem("a;b\n1\n"));
  }

  @Test
  void reportsTooManyFieldsInAnIncompleteLastLineAsMalformed() {
    assertEquals("it has 3 fields, but the header has 2", problem("a;b\n1;2;3"));
  }

  // Exports cut off

  @ParameterizedTest
  @ValueSource(strings = {"1;2", "1", "\"1\";2", "\"1\"", "\"1\"\r", "1\r", "1;x\ry", "\"1\"x;y"})
  void rejectsExportCutOffBeforeTheLastField(String line) {
    int cells = line.split(";").length;
    assertEquals(
        "The export is cut off: record 2 ends after "
            + cells
            + " of 3 fields. Run the read again. If it fails again, contact Pigment support about"
            + " this export.",
        Reading.of("a;b;c\n7;8;9\n" + line).failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"2", "\"2\n", "\"2\r\n", "\"2\"\"", "\"2;\n3;4\n", "\"2\"\"\n"})
  void rejectsExportCutOffInsideQuotes(String cell) {
    assertEquals(
        "The export is cut off: record 1 ends inside a quoted field. Run the read again. If it fails"
            + " again, contact Pigment support about this export.",
        Reading.of("a;b\n1;" + cell).failure());
  }

  @Test
  void rejectsHeaderCutOffInsideQuotes() {
    assertTrue(
        Reading.of("a;\"b\nc").failure().startsWith("The export is cut off: the header ends"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "\u0800", "€", "😀"})
  void rejectsExportCutOffInsideACharacter(String character) {
    byte[] whole = utf8("a;b\n\"1\";2" + character);
    for (int missing = 1; missing < utf8(character).length; missing++) {
      byte[] cut = Arrays.copyOf(whole, whole.length - missing);
      assertEquals(
          "The export is cut off: record 1 ends in the middle of a character. Run the read again. If"
              + " it fails again, contact Pigment support about this export.",
          Reading.of(Chunks.atOnce(cut), Reading.NO_LIMIT).failure());
    }
  }

  @Test
  void rejectsExportCutOffInsideTheFirstCharacterOfARecord() {
    byte[] cut = Arrays.copyOf(utf8("a\né"), 3);
    assertTrue(
        Reading.of(Chunks.ofSize(cut, 1), Reading.NO_LIMIT)
            .failure()
            .startsWith("The export is cut off: record 1 ends in the middle of a character."));
  }

  @Test
  void acceptsStrayBytesOfCharactersAtTheEnd() {
    byte[] csv = {'a', '\n', (byte) 0x80, (byte) 0x80};
    Reading reading =
        Reading.of(Chunks.ofSize(csv, 1), Reading.NO_LIMIT, StandardCharsets.ISO_8859_1);
    assertEquals("", reading.failure());
    assertEquals(List.of(List.of("\u0080\u0080")), reading.cells());
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "€", "😀", "x€", "\u007f"})
  void acceptsAnyCompleteCharacterAtTheEnd(String character) {
    assertRecords("a;b\n1;" + character, List.of("1", character));
  }

  @Test
  void readsRecordsBeforeTheCut() {
    Reading reading = Reading.of("a;b\n1;2\n\"3\";4\n5");
    assertEquals(List.of(List.of("1", "2"), List.of("3", "4")), reading.cells());
    assertTrue(reading.failure().startsWith("The export is cut off: record 3 ends"));
  }

  @Test
  void readsRecordsBeforeOneCutOffInsideACharacter() {
    byte[] whole = utf8("a;b\n\"1\";2\n3;4\n\"5\";é");
    Reading reading =
        Reading.of(Chunks.atOnce(Arrays.copyOf(whole, whole.length - 1)), Reading.NO_LIMIT);
    assertEquals(List.of(List.of("1", "2"), List.of("3", "4")), reading.cells());
    assertTrue(
        reading
            .failure()
            .startsWith("The export is cut off: record 3 ends in the middle of a character."));
  }

  // The header

  @Test
  void keepsBlankAndRepeatedNames() {
    assertEquals(List.of("", "a", "a", "", "A", " "), Reading.of(";a;\"a\";\"\";A; \n").header());
  }

  @Test
  void acceptsHeaderOfOneBlankName() {
    assertEquals(List.of(""), Reading.of("\n").header());
  }

  @Test
  void acceptsQuotedLineBreaksInTheHeader() {
    assertEquals(List.of("a\nb", "c;d"), Reading.of("\"a\nb\";\"c;d\"\n").header());
  }

  @Test
  void rejectsHeaderThatIsNotUtf8() {
    byte[] bytes = "Größe;b\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "The header line is not UTF-8.",
        Reading.of(Chunks.atOnce(bytes), Reading.NO_LIMIT).failure());
  }

  @Test
  void rejectsMalformedHeader() {
    assertEquals(
        "The header line is malformed: " + TEXT_AFTER_QUOTE + ".",
        Reading.of("\"a\"x;b\n").failure());
    assertEquals(
        "The header line is malformed: " + BARE_CARRIAGE_RETURN + ".",
        Reading.of("a\rb\r1\r").failure());
  }

  @Test
  void readsTheHeaderOnce() throws IOException {
    RecordCursor reader = reader("a\n1\n");
    List<String> header = reader.header();
    assertSame(header, reader.header());
    assertTrue(reader.next());
    assertSame(header, reader.header());
    assertEquals("1", reader.text(0, 10));
  }

  @Test
  void returnsAnImmutableHeader() throws IOException {
    List<String> header = reader("a\n").header();
    assertThrows(UnsupportedOperationException.class, () -> header.set(0, "b"));
  }

  // Width

  @ParameterizedTest
  @ValueSource(ints = {63, 64, 65, 66, 128, 129, 5_000, RecordReader.MAX_COLUMNS})
  void readsAllFieldsOfWideRecords(int columns) {
    List<String> names = IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
    String line = String.join(";", names);
    Reading reading = Reading.of(line + "\n" + line + "\n\"" + line.replace(";", "\";\"") + "\"\n");
    assertTrue(reading.isClean());
    assertEquals(names, reading.header());
    assertEquals(List.of(names, names), reading.cells());
  }

  @Test
  void rejectsHeaderWithMoreThan100000Columns() {
    String header = ";".repeat(RecordReader.MAX_COLUMNS);
    assertEquals(
        "The header line is malformed: it has more than 100000 fields.",
        Reading.of(header + "\n").failure());
  }

  @Test
  void rejectsQuotedHeaderWithMoreThan100000Columns() {
    String header = "\"a\"" + ";".repeat(RecordReader.MAX_COLUMNS);
    assertEquals(
        "The header line is malformed: it has more than 100000 fields.",
        Reading.of(header + "\n").failure());
  }

  @Test
  void returnsBlankFieldsForARecordWithTooFew() throws IOException {
    byte[] csv = utf8(";".repeat(39) + "\n1;2\n");
    RecordCursor reader = RecordCursor.of(Chunks.ofSize(csv, 2), Reading.NO_LIMIT);
    assertTrue(reader.next());
    assertEquals("it has 2 fields, but the header has 40", reader.problem());
    for (int cell = 0; cell < 40; cell++) {
      assertEquals("", reader.text(cell));
    }
  }

  @Test
  void countsFieldsOfRecordWiderThanTheHeader() {
    // Includes widths at which the array for the ends of fields is full.
    for (int columns = 1000; columns < 1030; columns++) {
      String header = ";".repeat(columns - 1) + "\n";
      assertEquals(
          "it has " + (columns + 20) + " fields, but the header has " + columns,
          problem(header + ";".repeat(columns + 19) + "\n"));
    }
  }

  @Test
  void reportsAMillionFieldsAsMalformed() throws IOException {
    RecordCursor reader = reader("a;b\n" + ";".repeat(1_000_000) + "\n1;2\n");
    assertTrue(reader.next());
    assertEquals("it has 1000001 fields, but the header has 2", reader.problem());
    assertTrue(reader.next());
    assertEquals("", reader.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\""})
  void countsFieldsOfMalformedRecordBeyondTheColumnLimit(String firstField) {
    String line = firstField + ";".repeat(RecordReader.MAX_COLUMNS);
    assertEquals("it has 100001 fields, but the header has 2", problem("a;b\n" + line + "\n1;2\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\""})
  void memoryDoesNotGrowWithTheFieldsOfAMalformedRecord(String firstCell) throws IOException {
    byte[] bytes = utf8("a;b\n" + firstCell + ";".repeat(10 * MEGABYTE) + "\n1;2\n");
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RecordCursor reader = RecordCursor.of(new ByteArrayInputStream(bytes), 16 * MEGABYTE);
    long before = memory.getCurrentThreadAllocatedBytes();
    assertTrue(reader.next());
    assertTrue(reader.isMalformed());
    assertTrue(reader.next());
    assertEquals("2", reader.text(1, 10));
    long allocated = memory.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 40 * MEGABYTE, allocated + " bytes for 10 MB");
  }

  // Length

  @ParameterizedTest
  @ValueSource(strings = {"", "\""})
  @Tag("slow")
  @Timeout(value = 5, threadMode = ThreadMode.SEPARATE_THREAD)
  void readsTwentyMegabyteFieldInLinearTime(String quote) throws IOException {
    int length = 20 * MEGABYTE;
    byte[] csv = utf8("a;b\n1;" + quote + "x".repeat(length) + quote + "\n3;4\n");
    RecordCursor reader = RecordCursor.of(Chunks.ofSize(csv, 1500), 32 * MEGABYTE);
    assertTrue(reader.next());
    assertEquals(length, reader.length(1));
    assertTrue(reader.next());
    assertEquals("4", reader.text(1, 10));
    assertFalse(reader.next());
  }

  @Test
  void readsLongRecordsOneAfterAnother() {
    String field = "x".repeat(MEGABYTE + MEGABYTE / 4);
    byte[] csv = utf8("a\n" + (field + "\n").repeat(3));
    Reading reading = Reading.of(Chunks.atOnce(csv), 2 * MEGABYTE);
    assertEquals("", reading.failure());
    assertEquals(Collections.nCopies(3, List.of(field)), reading.cells());
  }

  @Test
  void readsAsManyBytesAfterALongRecordAsABufferHas() {
    String line = "a;b\n" + "x".repeat(MEGABYTE) + ";0\n";
    int firstBatch = 16 * 1024 - 1;
    int fullBuffer = RecordReader.BUFFER_SIZE / "1;2\n".length();
    for (int more = -20; more <= 20; more += 4) {
      int records = firstBatch + fullBuffer + more;
      Reading reading = Reading.of(line + "1;2\n".repeat(records));
      assertTrue(reading.isClean(), reading::failure);
      assertEquals(records + 1, reading.lines().size());
    }
  }

  @Test
  void acceptsRecordAsLongAsTheLimit() {
    Reading reading = Reading.of(Chunks.atOnce(utf8("a;b\n1234;678\n\"12\";\"7\"\n")), 9);
    assertTrue(reading.isClean(), reading.failure());
    assertEquals(List.of(List.of("1234", "678"), List.of("12", "7")), reading.cells());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234;6789\n", "\"12\";\"78\"\n", "1;\"never closed\n"})
  void rejectsRecordLongerThanTheLimit(String line) {
    assertEquals(
        "The export has a record (record 1) of more than 9 bytes, the limit of maxRecordSize."
            + " Raise maxRecordSize if the record is valid. A quote that is never closed has the"
            + " same effect.",
        Reading.of(Chunks.atOnce(utf8("a;b\n" + line + "3;4\n")), 9).failure());
  }

  @Test
  void readsRecordsBeforeOneThatIsTooLong() {
    Reading reading = Reading.of(Chunks.atOnce(utf8("a;b\n1;2\n\"3\";4\n1234;6789\n5;6\n")), 9);
    assertEquals(List.of(List.of("1", "2"), List.of("3", "4")), reading.cells());
    assertTrue(reading.failure().startsWith("The export has a record (record 3) of more than 9"));
  }

  @Test
  void rejectsHeaderLongerThanTheLimit() {
    String failure = Reading.of(Chunks.atOnce(utf8("a;bcdefgh\n")), 9).failure();
    assertTrue(
        failure.startsWith("The export has a record (the header) of more than 9 bytes"), failure);
  }

  @Test
  void appliesTheLimitToEachRecord() {
    Reading reading = Reading.of(Chunks.atOnce(utf8("a;b\n" + "1;\"2\"\n".repeat(1000))), 9);
    assertTrue(reading.isClean(), reading.failure());
    assertEquals(1000, reading.lines().size());
  }

  @Test
  void appliesTheSameLimitToAnyChunks() {
    byte[] csv = utf8("a;b\n1;2\n\"1\";\"2345\"\n3;4\n");
    for (int limit = 4; limit < 12; limit++) {
      assertSameForAnyChunks(csv, limit);
    }
    for (int limit = 1; limit < 4; limit++) {
      assertSameForAnyChunks(utf8("\na\n"), limit);
      assertSameForAnyChunks(utf8("\ufeff\na\n"), limit);
    }
  }

  @Test
  void reportsCutOffQuotesRatherThanTheLimitForAnyChunks() {
    byte[] csv = utf8("a;b\n1;\"234");
    for (int limit = 4; limit < 12; limit++) {
      assertSameForAnyChunks(csv, limit);
    }
    assertTrue(Reading.of(Chunks.atOnce(csv), 7).failure().startsWith("The export is cut off"));
    assertTrue(Reading.of(Chunks.atOnce(csv), 6).failure().contains("of more than 6 bytes"));
  }

  @Test
  @Tag("slow")
  void readsInLinearTimeWithASmallLimit() {
    Reading reading = Reading.of(Chunks.atOnce(utf8("a;b\n" + "1;2\n".repeat(MEGABYTE / 2))), 9);
    assertTrue(reading.isClean(), reading.failure());
    assertEquals(MEGABYTE / 2, reading.lines().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;2;3\n", "1;2;\n", "1\n", "\n", "\"1\"\n"})
  @Tag("slow")
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void readsMalformedRecordsInLinearTime(String record) {
    int records = 2 * MEGABYTE / record.length();
    Reading reading = Reading.of("a;b\n" + record.repeat(records) + "1;2\n");
    assertEquals(records + 1, reading.lines().size());
    assertEquals(List.of("1", "2"), reading.lines().get(records).cells());
  }

  // The place in the export

  @Test
  void numbersRecordsFromOne() throws IOException {
    RecordCursor reader = reader("a;b\n1;2\n\"3\";4\n\"5\"x;6\n7\n8;\"9\"\n");
    for (int number = 1; number <= 5; number++) {
      assertTrue(reader.next());
      assertEquals(number, reader.number());
    }
    assertFalse(reader.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5;6", "\"5\";\"6\"", "5;\"6\"\"\"", "5;6\r", "\"5\"x;6", "5;6;7"})
  void reportsTheMissingLineBreakOfTheLastRecord(String last) {
    String csv = "a;b\n1;2\n\"3\";4\n\"3\";4\n" + last;
    Reading reading = Reading.of(csv);
    assertEquals("", reading.failure());
    assertEquals(
        List.of(false, false, false, true),
        reading.lines().stream().map(Reading.Line::endsWithoutLineBreak).toList());
    assertTrue(reading.endsWithoutLineBreak());
    assertFalse(Reading.of(csv + "\n").endsWithoutLineBreak());
  }

  @Test
  void reportsTheMissingLineBreakOfTheHeader() {
    assertTrue(Reading.of("a;b").endsWithoutLineBreak());
    assertFalse(Reading.of("a;b\n").endsWithoutLineBreak());
  }

  @Test
  void doesNotCountQuotedLineBreakAsTheEndOfARecord() {
    assertTrue(Reading.of("a\n\"1\n\"").endsWithoutLineBreak());
    assertFalse(Reading.of("a\n\"1\n\"\n").endsWithoutLineBreak());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b\n1;2\n", "a;b\n1;2", "a;b\n\"1\";2\n", "a;b\n\"1\";2"})
  void returnsNothingAfterTheEnd(String csv) throws IOException {
    RecordCursor reader = reader(csv);
    assertTrue(reader.next());
    for (int i = 0; i < 3; i++) {
      assertFalse(reader.next());
      assertEquals(!csv.endsWith("\n"), reader.endsWithoutLineBreak());
    }
  }

  // Bytes

  @Test
  void keepsTheBytesOfAField() throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes(utf8("a;b\n"));
    byte[] every = new byte[256];
    for (int i = 0; i < every.length; i++) {
      every[i] = (byte) i;
    }
    byte[] plain = without(every, ";\"\r\n");
    csv.writeBytes(plain);
    csv.write(';');
    csv.writeBytes(plain);
    csv.writeBytes(utf8("\n\""));
    csv.writeBytes(without(every, "\""));
    csv.writeBytes(utf8("\";"));
    csv.writeBytes(plain);
    csv.write('\n');

    RecordCursor reader = RecordCursor.of(Chunks.atOnce(csv.toByteArray()), Reading.NO_LIMIT);
    assertTrue(reader.next());
    assertArrayEquals(plain, reader.bytes(0));
    assertArrayEquals(plain, reader.bytes(1));
    assertTrue(reader.next());
    assertArrayEquals(without(every, "\""), reader.bytes(0));
    assertArrayEquals(plain, reader.bytes(1));
    assertFalse(reader.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"E2 82", "F0 9F 98", "C3", "22 22 C3 A9 C3"})
  void detectsCharacterSplitByQuotes(String cut) throws IOException {
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes(utf8("a;b\n\""));
    for (String hex : cut.split(" ")) {
      csv.write(Integer.parseInt(hex, 16));
    }
    csv.writeBytes(utf8("\";\"\u00e9\"\n"));
    RecordBatch batch = new RecordBatch();

    RecordReader.of(Chunks.atOnce(csv.toByteArray()), Reading.NO_LIMIT).read(batch);

    assertFalse(batch.isUtf8(0, 0));
    assertTrue(batch.isUtf8(0, 1));
    assertFalse(batch.isUtf8());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1;\"é\"", "\"1\";é", "\"€\";\"\"\"😀\"\"\"", "\"1\";2;\"é\""})
  void acceptsUtf8InQuotes(String line) throws IOException {
    RecordBatch batch = new RecordBatch();

    RecordReader.of(Chunks.atOnce(utf8("a;b\n" + line + "\n1;2\n")), Reading.NO_LIMIT).read(batch);

    assertEquals(2, batch.size());
    assertTrue(batch.isUtf8());
  }

  @Test
  void checksEachBatchForUtf8() throws IOException {
    byte[] invalid = "\u00e9;b\n".getBytes(StandardCharsets.ISO_8859_1);
    InputStream in =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(utf8("a;b\n")),
                    new ByteArrayInputStream(utf8("\u00e9;2\n")),
                    new ByteArrayInputStream(invalid))));
    RecordReader reader = RecordReader.of(in, Reading.NO_LIMIT);
    RecordBatch batch = new RecordBatch();
    assertTrue(reader.read(batch));
    assertTrue(batch.isUtf8());
    assertTrue(reader.read(batch));
    assertFalse(batch.isUtf8());
  }

  @Test
  void readsLargeFileWithMixedRecords() {
    SplittableRandom random = new SplittableRandom(64);
    StringBuilder csv = new StringBuilder("a;b;c\n");
    List<List<String>> expected = new ArrayList<>();
    while (csv.length() < MEGABYTE) {
      String cell = "x".repeat(random.nextInt(random.nextInt(50) == 0 ? 70_000 : 20));
      boolean quoted = random.nextInt(40) == 0;
      boolean dos = random.nextInt(100) == 0;
      String text = quoted ? cell + "\n\"" : cell;
      csv.append(quoted ? "\"" + cell + "\n\"\"\"" : cell).append(";é;").append(cell.length());
      csv.append(dos ? "\r\n" : "\n");
      expected.add(List.of(text, "é", Integer.toString(cell.length())));
    }
    Reading reading = Reading.of(csv.toString());
    assertTrue(reading.isClean());
    assertEquals(expected, reading.cells());
  }

  @Test
  void displayTextMarksInvalidUtf8() throws IOException {
    RecordCursor reader =
        RecordCursor.of(
            Chunks.atOnce("a\nGr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1)), 100);
    assertTrue(reader.next());
    assertEquals("Gr\ufffd\ufffde", reader.text(0, 100));
  }

  @Test
  void limitsDisplayText() throws IOException {
    RecordCursor reader = reader("a;b\n12345;6\n");
    assertTrue(reader.next());
    assertEquals("123", reader.text(0, 3));
    assertEquals("6", reader.text(1, 3));
  }

  // The stream

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "a",
        "a;b\n1;2\r\n\"3;\n\r\n\"\"\";4\r\n;\n\"\";\"\"",
        "\ufeffa;b\n\"1\"x;2\n3\r;4\n5;6;7\n8\n😀;\"€\"\r\n",
        "\ufeff\"a\";b\n1;\"2",
        "a;b\n1"
      })
  void readsTheSameRecordsFromAnyChunks(String csv) {
    assertSameForAnyChunks(utf8(csv), Reading.NO_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a;b", "a;b\n", "a;b\n1;2\n3;", "a;b\n\"1\";2\n\"3"})
  void throwsTheExceptionOfTheStream(String beforeIt) {
    InputStream reset =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    InputStream in = new SequenceInputStream(new ByteArrayInputStream(utf8(beforeIt)), reset);
    RecordReader reader = RecordReader.of(in, Reading.NO_LIMIT);
    RecordBatch batch = new RecordBatch();
    for (int i = 0; i < 2; i++) {
      assertEquals("reset", assertThrows(IOException.class, () -> reader.read(batch)).getMessage());
    }
  }

  private static void assertRecords(String csv, List<?>... expected) {
    Reading reading = Reading.of(csv);
    assertEquals("", reading.failure());
    assertEquals(
        Collections.nCopies(expected.length, ""),
        reading.lines().stream().map(Reading.Line::problem).toList());
    assertEquals(Arrays.asList(expected), reading.cells());
  }

  private static void assertSameForAnyChunks(byte[] csv, int limit) {
    List<Reading> readings =
        Chunks.everyWay(csv, new SplittableRandom(1)).stream()
            .map(chunks -> Reading.of(chunks, limit))
            .collect(Collectors.toList());
    readings.add(Reading.of(Chunks.ofSize(csv, 2), limit));
    readings.forEach(reading -> assertEquals(readings.get(0), reading));
  }

  /** Returns the defect of the first record of a complete export. */
  private static String problem(String csv) {
    Reading reading = Reading.of(csv);
    assertEquals("", reading.failure());
    return reading.lines().get(0).problem();
  }

  private static RecordCursor reader(String csv) {
    return RecordCursor.of(Chunks.atOnce(utf8(csv)), Reading.NO_LIMIT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] without(byte[] bytes, String characters) {
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (characters.indexOf(b) < 0) {
        left.write(b);
      }
    }
    return left.toByteArray();
  }

  @Test
  void limitsTheFieldsOfABatchUnderAWideHeader() throws IOException {
    RecordReader reader =
        RecordReader.of(
            Chunks.atOnce(utf8(";".repeat(1999) + "\n" + "\n".repeat(300_000))), 1 << 20);
    RecordBatch batch = new RecordBatch();
    int records = 0;
    while (reader.read(batch)) {
      assertTrue(batch.size() <= 1024 * 1024 / 2000, () -> batch.size() + " records");
      records += batch.size();
      assertEquals(records, batch.number(batch.size() - 1));
    }
    assertEquals(300_000, records);
  }

  @Test
  void limitsTheRecordsOfABatchAfterALongRecord() throws IOException {
    int length = 5 * MEGABYTE;
    byte[] csv = utf8("a;b\n" + "x".repeat(length) + ";0\n" + "1;2\n".repeat(1_000_000));
    RecordReader reader = RecordReader.of(Chunks.atOnce(csv), 2 * length);
    RecordBatch[] batches = {new RecordBatch(), new RecordBatch(), new RecordBatch()};
    int records = 0;
    int last = 0;
    while (reader.read(batches[last])) {
      RecordBatch batch = batches[last];
      assertTrue(batch.size() <= 16 * 1024, () -> batch.size() + " records");
      records += batch.size();
      // The previous batch is unchanged.
      RecordBatch before = batches[(last + 2) % 3];
      if (before.size() > 0) {
        assertEquals("2", before.text(before.size() - 1, 1, 10).replace("0", "2"));
      }
      last = (last + 1) % 3;
    }
    assertEquals(1_000_001, records);
  }
}
