package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Two paths and a buffer that moves must give what one simple parser gives.
 *
 * <p>The differences from Commons CSV are wanted, and each has a test here: what can be read in two
 * ways is malformed to a {@link RecordReader}, where Commons CSV decides on one.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DifferentialTest {
  private static final int FILES = 5_000;
  private static final int LARGE_FILE_EVERY = 250;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] SPECIAL = {
    '"', '"', ';', '\n', '\r', ' ', 'x', 0, (byte) 0x80, (byte) 0xC3, (byte) 0xE2, (byte) 0xF0, -1
  };

  @Test
  void generatedFilesComeBackCellForCellHoweverTheyAreCut() {
    for (int seed = 0; seed < FILES; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      HostileFile file = file(seed, random);
      // A small limit makes a small buffer, which moves often.
      int limit =
          random.nextInt(4) == 0
              ? Reading.NO_LIMIT
              : file.longestRecord() + random.nextInt(1, 5000);
      for (Chunks chunks : Chunks.everyWay(file.bytes(), random)) {
        Reading reading = Reading.of(chunks, limit);
        assertEquals("", reading.failure(), message(seed));
        assertEquals(file.header(), reading.header(), message(seed));
        assertEquals(file.records(), reading.cells(), message(seed));
        assertEquals(file.endsWithoutLineBreak(), reading.endsWithoutLineBreak(), message(seed));
        assertLinesAreInOrder(reading, seed);
      }
    }
  }

  private static void assertLinesAreInOrder(Reading reading, int seed) {
    int count = reading.lines().size();
    for (int i = 0; i < count; i++) {
      Reading.Line line = reading.lines().get(i);
      assertEquals("", line.problem(), message(seed));
      assertEquals(i + 1, line.number(), message(seed));
      assertEquals(
          i == count - 1 && reading.endsWithoutLineBreak(),
          line.endsWithoutLineBreak(),
          message(seed));
    }
  }

  @Test
  void generatedFilesReadAsCommonsCsvReadsThem() throws IOException {
    for (int seed = 0; seed < FILES; seed++) {
      byte[] bytes = file(seed, new SplittableRandom(seed)).bytes();
      Reading reading = Reading.of(Chunks.atOnce(bytes), Reading.NO_LIMIT);
      List<List<String>> expected = commonsCsv(bytes, StandardCharsets.UTF_8);
      assertEquals(expected.get(0), reading.header(), message(seed));
      assertEquals(expected.subList(1, expected.size()), reading.cells(), message(seed));
    }
  }

  @Test
  void damagedFilesAreReadAsCommonsCsvReadsThemOrElseRefused() throws IOException {
    int clean = 0;
    for (int seed = 0; seed < FILES; seed++) {
      RandomGenerator random = new SplittableRandom(-seed);
      byte[] bytes = damaged(HostileFile.of(random, 12).bytes(), random);
      Reading reading = bytewise(Chunks.atOnce(bytes));
      for (Chunks chunks : Chunks.everyWay(bytes, random)) {
        assertEquals(reading, bytewise(chunks), message(seed));
      }
      if (reading.isClean()) {
        clean++;
        List<List<String>> expected = commonsCsv(bytes, StandardCharsets.ISO_8859_1);
        assertEquals(expected.get(0), latin1(reading.header()), message(seed));
        assertEquals(expected.subList(1, expected.size()), reading.cells(), message(seed));
      }
    }
    assertTrue(clean > FILES / 4, "only " + clean + " files were left to compare");
  }

  @Test
  void aCarriageReturnAloneEndsARecordForCommonsCsvAndIsMalformedHere() throws IOException {
    String csv = "a\n1\r2\n";
    assertEquals(List.of(List.of("a"), List.of("1"), List.of("2")), commonsCsv(csv));
    assertEquals(
        "a carriage return outside quotes has no line feed behind it",
        Reading.of(csv).lines().get(0).problem());
  }

  @Test
  void whitespaceBehindAClosingQuoteIsNothingToCommonsCsvAndMalformedHere() throws IOException {
    String csv = "a;b\n\"1\" ;2\n";
    assertEquals(List.of(List.of("a", "b"), List.of("1", "2")), commonsCsv(csv));
    assertEquals(
        "a closing quote is followed by text instead of ; or a line break",
        Reading.of(csv).lines().get(0).problem());
  }

  @Test
  void aQuotedRecordWithTextBehindTheQuoteEndsCommonsCsvAndIsOneMalformedRecordHere() {
    String csv = "a;b\n\"1\"x;2\n3;\"4\"\n";
    UncheckedIOException refusal = assertThrows(UncheckedIOException.class, () -> commonsCsv(csv));
    assertTrue(
        refusal.getMessage().contains("Invalid character between encapsulated token"),
        refusal.getMessage());
    Reading reading = Reading.of(csv);
    assertFalse(reading.isClean());
    assertEquals(List.of("3", "4"), reading.cells().get(1));
  }

  @Test
  void aLastRecordThatIsCutEndsQuietlyInCommonsCsvAndLoudlyHere() throws IOException {
    String csv = "a;b\n1";
    assertEquals(List.of(List.of("a", "b"), List.of("1")), commonsCsv(csv));
    assertTrue(Reading.of(csv).failure().startsWith("The export is cut short: record 1 ends"));
  }

  private static HostileFile file(int seed, RandomGenerator random) {
    return HostileFile.of(random, seed % LARGE_FILE_EVERY == 0 ? 6_000 : 30);
  }

  private static String message(int seed) {
    return "with seed " + seed;
  }

  /**
   * One to four bytes or stretches changed, put in, taken out or said twice, or the end cut off.
   */
  private static byte[] damaged(byte[] bytes, RandomGenerator random) {
    byte[] damaged = bytes;
    for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
      int at = random.nextInt(damaged.length + 1);
      int to = Math.min(damaged.length, at + random.nextInt(1, 4));
      byte[] head = Arrays.copyOf(damaged, at);
      byte[] special = {SPECIAL[random.nextInt(SPECIAL.length)]};
      damaged =
          switch (random.nextInt(8)) {
            case 0 -> head;
            case 1 -> joined(head, Arrays.copyOfRange(damaged, to, damaged.length));
            case 2 ->
                joined(Arrays.copyOf(damaged, to), Arrays.copyOfRange(damaged, at, damaged.length));
            case 3, 4 -> joined(head, special, Arrays.copyOfRange(damaged, to, damaged.length));
            default -> joined(head, special, Arrays.copyOfRange(damaged, at, damaged.length));
          };
    }
    return damaged;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** With each byte shown as the character of its number, so that broken UTF-8 compares, too. */
  private static Reading bytewise(Chunks chunks) {
    return Reading.of(chunks, Reading.NO_LIMIT, StandardCharsets.ISO_8859_1);
  }

  private static List<String> latin1(List<String> texts) {
    return texts.stream()
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static List<List<String>> commonsCsv(String csv) throws IOException {
    return commonsCsv(csv.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static List<List<String>> commonsCsv(byte[] bytes, Charset charset) throws IOException {
    int start =
        Arrays.mismatch(bytes, MARK) == MARK.length || Arrays.equals(bytes, MARK) ? MARK.length : 0;
    Reader reader =
        new InputStreamReader(
            new ByteArrayInputStream(bytes, start, bytes.length - start), charset);
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(';').setIgnoreEmptyLines(false).get();
    try (CSVParser parser = format.parse(reader)) {
      return parser.stream().map(CSVRecord::toList).toList();
    }
  }
}
