package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvParseException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares a {@link RecordReader}, which has two paths and a buffer that moves, with FastCSV.
 *
 * <p>The differences are intended, and each has a test: ambiguous text is malformed for a {@link
 * RecordReader}, while FastCSV picks one meaning.
 *
 * <p>To try more files: {@code -Dtest=DifferentialTest -Dfiles=100000
 * -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DifferentialTest {
  private static final int FILES = Integer.getInteger("files", 5_000);
  private static final int LARGE_FILE_EVERY = 250;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] SPECIAL = {
    '"', '"', ';', '\n', '\r', ' ', 'x', 0, (byte) 0x80, (byte) 0xC3, (byte) 0xE2, (byte) 0xF0, -1
  };

  @Test
  void readsGeneratedFilesFromAnyChunks() {
    for (int seed = 0; seed < FILES; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      HostileFile file = file(seed, random);
      // A small limit makes the buffer small, so that it moves often.
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
  void readsGeneratedFilesLikeFastCsv() {
    for (int seed = 0; seed < FILES; seed++) {
      byte[] bytes = file(seed, new SplittableRandom(seed)).bytes();
      Reading reading = Reading.of(Chunks.atOnce(bytes), Reading.NO_LIMIT);
      List<List<String>> expected = fastCsv(bytes, StandardCharsets.UTF_8);
      assertEquals(expected.get(0), reading.header(), message(seed));
      assertEquals(expected.subList(1, expected.size()), reading.cells(), message(seed));
    }
  }

  @Test
  void readsDamagedFilesLikeFastCsvOrRejectsThem() {
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
        List<List<String>> expected = fastCsv(bytes, StandardCharsets.ISO_8859_1);
        assertEquals(expected.get(0), latin1(reading.header()), message(seed));
        assertEquals(expected.subList(1, expected.size()), reading.cells(), message(seed));
      }
    }
    assertTrue(clean > FILES / 4, "only " + clean + " files were left to compare");
  }

  @Test
  void rejectsCarriageReturnAloneThatEndsRecordForFastCsv() {
    String csv = "a\n1\r2\n";
    assertEquals(List.of(List.of("a"), List.of("1"), List.of("2")), FastCsv.parseRaw(csv));
    assertEquals(
        "a carriage return outside quotes is not followed by a line feed",
        Reading.of(csv).lines().get(0).problem());
  }

  @Test
  void readsRecordThatFastCsvLoses() {
    String csv = "a\n\"1\r\"\n2\n";
    assertEquals(List.of(List.of("a"), List.of("2")), FastCsv.parseRaw(csv));
    assertEquals(List.of(List.of("1\r"), List.of("2")), Reading.of(csv).cells());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"x;2", "\"1\" ;2"})
  void continuesAfterTextAfterClosingQuoteWhereFastCsvFails(String line) {
    String csv = "a;b\n" + line + "\n3;\"4\"\n";
    CsvParseException failure = assertThrows(CsvParseException.class, () -> FastCsv.parseRaw(csv));
    assertTrue(
        failure.getCause().getMessage().contains("Unexpected character after closing quote"),
        failure::toString);
    Reading reading = Reading.of(csv);
    assertEquals(
        "a closing quote is followed by text instead of a semicolon or a line break",
        reading.lines().get(0).problem());
    assertEquals(List.of("3", "4"), reading.cells().get(1));
  }

  @Test
  void rejectsOpenQuotesThatFastCsvClosesAtTheEnd() {
    String csv = "a;b\n1;\"2";
    assertEquals(List.of(List.of("a", "b"), List.of("1", "2")), FastCsv.parseRaw(csv));
    assertTrue(Reading.of(csv).failure().startsWith("The export is cut off: record 1 ends"));
  }

  @Test
  void rejectsCutOffRecordThatFastCsvShortens() {
    String csv = "a;b\n1";
    assertEquals(List.of(List.of("a", "b"), List.of("1")), FastCsv.parseRaw(csv));
    assertTrue(Reading.of(csv).failure().startsWith("The export is cut off: record 1 ends"));
  }

  private static HostileFile file(int seed, RandomGenerator random) {
    return HostileFile.of(random, seed % LARGE_FILE_EVERY == 0 ? 6_000 : 30);
  }

  private static String message(int seed) {
    return "with seed " + seed;
  }

  /** Changes, inserts, removes or repeats one to four bytes or ranges, or truncates the end. */
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

  /** Reads each byte as the ISO-8859-1 character, so that invalid UTF-8 can be compared, too. */
  private static Reading bytewise(Chunks chunks) {
    return Reading.of(chunks, Reading.NO_LIMIT, StandardCharsets.ISO_8859_1);
  }

  private static List<String> latin1(List<String> texts) {
    return texts.stream()
        .map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static List<List<String>> fastCsv(byte[] bytes, Charset charset) {
    int start = 0;
    while (start + MARK.length <= bytes.length
        && Arrays.equals(bytes, start, start + MARK.length, MARK, 0, MARK.length)) {
      start += MARK.length;
    }
    return FastCsv.parse(new String(bytes, start, bytes.length - start, charset));
  }
}
