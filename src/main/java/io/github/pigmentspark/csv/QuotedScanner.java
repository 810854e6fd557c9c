package io.github.pigmentspark.csv;

/**
 * Finds where a record ends that may have quotes, and whether Commons CSV and RFC 4180 agree on how
 * to read it. A quote opens a cell only as its first byte; elsewhere outside quotes it is text.
 */
final class QuotedScanner {
  static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes has no line feed behind it";

  private static final String TEXT_BEHIND_QUOTE =
      "a closing quote is followed by text instead of ; or a line break";

  private static final String TOO_MANY_CELLS =
      "it has more than " + RecordReader.MAX_CELLS + " cells";

  private int end;
  private int cells;
  private boolean hasQuotes;
  private String problem = "";

  /** Where the record's line feed is. */
  int end() {
    return end;
  }

  /** How many cells the record seems to have, malformed or not. */
  int cells() {
    return cells;
  }

  boolean hasQuotes() {
    return hasQuotes;
  }

  boolean isMalformed() {
    return !problem.isEmpty();
  }

  String problem() {
    return problem;
  }

  /**
   * Scans the record at {@code from}.
   *
   * @return false if it does not end before {@code limit}
   */
  boolean scan(byte[] bytes, int from, int limit) {
    hasQuotes = false;
    problem = "";
    boolean cellStart = true;
    cells = 1;
    for (int i = from; i < limit; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        end = i;
        return true;
      }
      if (b == '"') {
        hasQuotes = true;
        if (cellStart) {
          i = closingQuote(bytes, i + 1, limit);
          if (i + 1 >= limit) {
            return false;
          }
          if (bytes[i + 1] != ';' && bytes[i + 1] != '\n' && bytes[i + 1] != '\r') {
            problem = TEXT_BEHIND_QUOTE;
          }
        }
      } else if (b == '\r' && i + 1 < limit && bytes[i + 1] != '\n') {
        problem = BARE_CARRIAGE_RETURN;
      }
      cellStart = b == ';';
      if (cellStart && ++cells > RecordReader.MAX_CELLS) {
        problem = TOO_MANY_CELLS; // Commons CSV would make a string of each.
      }
    }
    return false;
  }

  /** The first quote that is not doubled, or {@code limit}. */
  private static int closingQuote(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit) {
      if (bytes[i] != '"') {
        i++;
      } else if (i + 1 < limit && bytes[i + 1] == '"') {
        i += 2;
      } else {
        return i;
      }
    }
    return limit;
  }
}
