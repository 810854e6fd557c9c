package io.github.pigmentspark.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A generated export that is as awkward as RFC 4180 allows: its cells and its bytes. Uses no CSV
 * library, so that it shares no mistake with one.
 */
final class HostileFile {
  private static final String[] WORDS = {
    "",
    "",
    "0",
    "-12.50",
    "2024-11-21",
    "EMEA",
    "Cost centre",
    " ",
    "\t",
    " a ",
    "Größe",
    "Ω≈ç√",
    "日本語",
    "😀👩‍👩‍👧",
    "\0",
    "\u0001\u001f\u007f",
    "\u0085\u00a0\u2028",
    "\ufeff",
    "\ufffe\uffff",
    "'",
    "\\",
    ",",
    "#",
    "\\n",
    "|"
  };
  private static final String[] AWKWARD = {
    ";", "\"", "\"\"", "\n", "\r\n", "\r", ";;", "\";\"", "\n\n", "\"\n", "\";", "; "
  };
  private static final String[] LINE_ENDS = {"\n", "\r\n"};

  private final RandomGenerator random;
  private final List<List<String>> rows = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private boolean endsWithoutLineBreak;
  private int longestRecord;

  private HostileFile(RandomGenerator random) {
    this.random = random;
  }

  static HostileFile of(RandomGenerator random, int mostRecords) {
    HostileFile file = new HostileFile(random);
    file.write(random.nextInt(mostRecords + 1));
    return file;
  }

  private void write(int records) {
    boolean hasMark = random.nextInt(3) == 0;
    if (hasMark) {
      append("\ufeff");
    }
    int columns = pick(1, 1, 2, 3, 5, 8, 70);
    int awkwardPercent = pick(0, 2, 20, 50, 90, 100);
    int quotedPercent = pick(0, 10, 50, 100);
    int lineEnds = random.nextInt(3);
    for (int i = 0; i <= records; i++) {
      boolean awkward = random.nextInt(100) < awkwardPercent;
      List<String> row = new ArrayList<>();
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        String cell = cell(awkward);
        boolean looksLikeMark = rows.isEmpty() && line.isEmpty() && cell.startsWith("\ufeff");
        boolean quoted = awkward && random.nextInt(100) < quotedPercent;
        row.add(cell);
        line.append(j == 0 ? "" : ";")
            .append(quoted || looksLikeMark || needsQuotes(cell) ? quoted(cell) : cell);
      }
      rows.add(row);
      // An empty last line without a line break isn't a line.
      endsWithoutLineBreak = i == records && !line.isEmpty() && random.nextInt(3) == 0;
      if (!endsWithoutLineBreak) {
        line.append(LINE_ENDS[lineEnds < 2 ? lineEnds : random.nextInt(2)]);
      }
      append(line.toString());
    }
  }

  private int pick(int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String cell(boolean awkward) {
    StringBuilder cell = new StringBuilder(WORDS[random.nextInt(WORDS.length)]);
    if (random.nextInt(200) == 0) {
      cell.append("lorem ".repeat(random.nextInt(2000)));
    }
    while (awkward && random.nextInt(2) == 0) {
      cell.append(AWKWARD[random.nextInt(AWKWARD.length)]);
      cell.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return cell.toString();
  }

  // A quote inside an unquoted cell is text.
  private static boolean needsQuotes(String cell) {
    return cell.startsWith("\"")
        || cell.contains(";")
        || cell.contains("\n")
        || cell.contains("\r");
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }

  private void append(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    longestRecord = Math.max(longestRecord, bytes.length);
    out.writeBytes(bytes);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  List<String> header() {
    return rows.get(0);
  }

  /** Returns the cells after the header. */
  List<List<String>> records() {
    return rows.subList(1, rows.size());
  }

  boolean endsWithoutLineBreak() {
    return endsWithoutLineBreak;
  }

  /** Returns the length of the longest record in bytes, including its line break. */
  int longestRecord() {
    return longestRecord;
  }
}
