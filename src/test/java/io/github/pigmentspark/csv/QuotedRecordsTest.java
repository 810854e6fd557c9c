package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Compares records with quotes to patterns of RFC 4180, which find where a record ends and whether
 * it is malformed, and to the fields of FastCSV.
 *
 * <p>To try more records, or others: {@code -Dtest=QuotedRecordsTest -Drecords=20000000 -Dseed=7
 * -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class QuotedRecordsTest {
  private static final long RECORDS = Long.getLong("records", 400_000);
  private static final long SEED = Long.getLong("seed", 1);
  private static final int WIDTH = 3;
  private static final String HEADER = "a;b;c\n";
  private static final int WORD = Long.BYTES;

  private static final String QUOTED = "\"[^\"]*+(?:\"\"[^\"]*+)*+\"";
  private static final Pattern ANY_RECORD = record(QUOTED + "[^;\\n]*+|(?!\")[^;\\n]*+", "\\n");
  private static final Pattern RIGHT_RECORD = record(QUOTED + "|(?!\")[^;\\r\\n]*+", "\\r?\\n");

  private static final String[] PIECES = {
    "\"",
    "\"",
    "\"\"",
    ";",
    "\n",
    "\r",
    "\r\n",
    "x",
    " ",
    "é",
    "\0",
    "1234567",
    "12345678",
    "\"a\"",
    "\"a;b\"",
    "\"a\nb\"",
    "\"a\"\"b\"",
    "a long text in one cell",
    "\";\"",
    "\"\";",
    "\";"
  };

  private long records;
  private long right;

  @Test
  @Tag("slow")
  void readsEveryShortText() {
    String letters = "\";\n\rx";
    for (int length = 0; length <= 6; length++) {
      int texts = (int) Math.pow(letters.length(), length);
      for (int i = 0; i < texts; i++) {
        StringBuilder text = new StringBuilder("\"x\";;").append("x".repeat(i % (WORD + 1)));
        text.append('\n');
        for (int j = 0, rest = i; j < length; j++, rest /= letters.length()) {
          text.append(letters.charAt(rest % letters.length()));
        }
        check(text.append("\n\"x\";y;text that fills a word\n").toString(), i % WORD);
      }
    }
    assertTrue(right > records / 10, right + " of " + records + " records were right");
  }

  @Test
  void readsHostileRecords() {
    RandomGenerator random = new SplittableRandom(SEED);
    while (records < RECORDS) {
      int hostilePercent = random.nextInt(3) == 0 ? 100 : random.nextInt(20);
      int quotedPercent = random.nextInt(101);
      StringBuilder csv = new StringBuilder();
      for (int i = random.nextInt(100); i >= 0; i--) {
        if (random.nextInt(100) < hostilePercent) {
          csv.append(pieces(random, 12));
        } else {
          appendRecord(csv, quotedPercent, random);
        }
        csv.append(random.nextInt(4) == 0 ? "\r\n" : "\n");
      }
      check(csv.toString(), random.nextInt(10 * WORD));
    }
    assertTrue(right > records / 4, right + " of " + records + " records were right");
  }

  private static void appendRecord(StringBuilder csv, int quotedPercent, RandomGenerator random) {
    for (int i = 0; i < WIDTH; i++) {
      String cell = pieces(random, 4);
      if (random.nextInt(200) == 0) {
        cell = cell.repeat(random.nextInt(100));
      }
      csv.append(i == 0 ? "" : ";");
      if (random.nextInt(100) < quotedPercent) {
        csv.append('"').append(cell.replace("\"", "\"\"")).append('"');
      } else {
        csv.append(cell.replaceAll("^\"+|[;\r\n]", "").replaceAll("^\"+", ""));
      }
    }
  }

  private static String pieces(RandomGenerator random, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  @Test
  void readsRecordAtAnyPositionInTheBuffer() {
    String[] hostile = {
      "\"1\";\"2\";\"3\"",
      "\"\";\"\";\"\"",
      "\"\"\"\";\"\"\"\"\"\";\"\"\"\"\"\"\"\"",
      "1;\"a;b\nc\r\nd\re\"\"\";3",
      "1;2;\"\"\"12345678\"\"12345678\"\"1\"\"\"",
      "\"12345678\";\"1234567\";\"123456\"",
      "1\";2\"\";3\"\"\"",
      "\"1\"x;2;3",
      "1;\"2\" ;3",
      "1;2;\"3\"\"x\"x",
      "1\r;\"2\";3",
      "\"1\"\r;2;3",
      "\"1\";\"2\"",
      "\"1\";2;3;\"4\"",
      "\"\r\";\"\n\";\"\r\n\""
    };
    for (String record : hostile) {
      for (String end : List.of("\n", "\r\n")) {
        for (int offset = 0; offset <= 2 * WORD; offset++) {
          String before = "\"" + "x".repeat(offset) + "\";;\n";
          for (int spare = 0; spare <= 2 * WORD; spare++) {
            check(before + record + end + record + end + "1;2;3\n", spare);
          }
        }
      }
    }
  }

  /** Reads the records in a buffer with a few spare bytes after the longest one. */
  private void check(String csv, int spare) {
    List<String> lines = new ArrayList<>();
    Matcher line = ANY_RECORD.matcher(csv);
    int end = 0;
    int longest = HEADER.length();
    while (line.find()) {
      lines.add(line.group());
      end = line.end();
      longest = Math.max(longest, utf8(line.group()).length);
    }
    boolean cut = end < csv.length();
    longest = Math.max(longest, utf8(csv.substring(end)).length + 1);
    byte[] bytes = utf8(HEADER + csv);
    Reading reading = Reading.of(Chunks.ofSize(bytes, 1 + spare * spare), longest + spare);

    assertEquals(cut, reading.failure().contains("inside a quoted field"), csv);
    assertEquals(cut, !reading.failure().isEmpty(), csv);
    assertEquals(lines.size(), reading.lines().size(), csv);
    List<List<String>> expected = fields(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertLine(expected.get(i), reading.lines().get(i), i + 1, csv);
    }
    records += lines.size();
  }

  private void assertLine(List<String> cells, Reading.Line line, int number, String csv) {
    assertEquals(number, line.number(), csv);
    if (cells.isEmpty()) {
      assertTrue(line.problem().startsWith("a c"), () -> line + " in " + csv);
    } else if (cells.size() != WIDTH) {
      assertEquals(
          String.format(
              "it has %d field%s, but the header has %d",
              cells.size(), cells.size() == 1 ? "" : "s", WIDTH),
          line.problem(),
          csv);
    } else {
      assertEquals("", line.problem(), csv);
      assertEquals(cells, line.cells(), csv);
      right++;
    }
  }

  /** Returns the fields of well-formed records; an empty list for each malformed one. */
  private static List<List<String>> fields(List<String> lines) {
    StringBuilder csv = new StringBuilder();
    List<List<String>> all = new ArrayList<>();
    for (String line : lines) {
      boolean isRight = RIGHT_RECORD.matcher(line).matches();
      all.add(isRight ? null : Collections.emptyList());
      csv.append(isRight ? line : "");
    }
    Iterator<List<String>> right = FastCsv.parse(csv.toString()).iterator();
    all.replaceAll(fields -> fields == null ? right.next() : fields);
    assertFalse(right.hasNext(), csv.toString());
    return all;
  }

  private static Pattern record(String cell, String end) {
    return Pattern.compile(String.format("\\G(?:%s)(?:;(?:%s))*+%s", cell, cell, end));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
