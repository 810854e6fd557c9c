package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;

/**
 * Finds the cells of a record that may have quotes, where it ends, and whether RFC 4180 tells how
 * to read it. A quote opens a cell only as its first byte; elsewhere outside quotes it is text.
 *
 * <p>Where quotes stand as they should, a byte is inside of them if the quotes up to it are an odd
 * number, a doubled one being two. So eight bytes are looked at in one go; a record with a quote or
 * a carriage return in another place is then looked at byte by byte.
 */
final class QuotedScanner {
  static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes has no line feed behind it";

  private static final String TEXT_BEHIND_QUOTE =
      "a closing quote is followed by text instead of ; or a line break";

  private static final String TOO_MANY_CELLS =
      "it has more than " + RecordReader.MAX_CELLS + " cells";

  private static final long FIRST_BYTE = 0x80;
  private static final int TO_NEXT_BYTE = Byte.SIZE;
  private static final int TO_NEXT_WORD = Long.SIZE - Byte.SIZE;

  private int[] delimiters = new int[Long.BYTES];
  private int most;
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

  /** Where the first cells end, with their quotes; overwritten by the next scan. */
  int[] delimiters() {
    return delimiters;
  }

  /**
   * Scans the record at {@code from}.
   *
   * @param most how many cells to find; those behind are only counted
   * @return false if it does not end before {@code limit}
   */
  boolean scan(byte[] bytes, int from, int limit, int most) {
    this.most = most;
    if (delimiters.length < most + Long.BYTES) {
      delimiters = new int[most + Long.BYTES];
    }
    problem = "";
    if (!scanWords(bytes, from, limit) && !scanBytes(bytes, from, limit)) {
      return false;
    }
    if (cells <= most && end > from && bytes[end - 1] == '\r') {
      delimiters[cells - 1] = end - 1;
    }
    return true;
  }

  /**
   * Scans eight bytes at a time.
   *
   * @return false if that does not tell how to read the record
   */
  private boolean scanWords(byte[] bytes, int from, int limit) {
    ByteBuffer words = Words.of(bytes);
    int found = 0;
    hasQuotes = false;
    // What the bytes before a word leave: all bits if they end inside quotes, and those of the
    // first byte if they end with what may stand before an opening quote, with a closing one, with
    // a carriage return.
    long inside = 0;
    long beforeOpening = FIRST_BYTE;
    long closed = 0;
    long returned = 0;
    for (int i = from; i <= limit - Long.BYTES; i += Long.BYTES) {
      long word = words.getLong(i);
      long quotes = Words.equal(word, Words.QUOTES);
      if (quotes == 0 && inside != 0) {
        continue;
      }
      long insideBehind = Words.odd(quotes) ^ inside;
      long semicolons = Words.equal(word, Words.SEMICOLONS) & ~insideBehind;
      long lineFeeds = Words.equal(word, Words.LINE_FEEDS) & ~insideBehind;
      if ((quotes | lineFeeds | closed | returned) == 0
          && !Words.contains(word, Words.CARRIAGE_RETURNS)) {
        found = note(semicolons, i, found);
        beforeOpening = semicolons >>> TO_NEXT_WORD;
        continue;
      }
      long returns = Words.equal(word, Words.CARRIAGE_RETURNS) & ~insideBehind;
      long closing = quotes & ~insideBehind;
      long mayOpen = semicolons | quotes;
      long ends = semicolons | lineFeeds;
      long misplaced =
          (quotes & insideBehind & ~(mayOpen << TO_NEXT_BYTE | beforeOpening))
              | ((closing << TO_NEXT_BYTE | closed) & ~(ends | returns | quotes))
              | ((returns << TO_NEXT_BYTE | returned) & ~lineFeeds);
      long record = Words.upToLowest(lineFeeds);
      if ((misplaced & record) != 0) {
        return false;
      }
      hasQuotes |= (quotes & record) != 0;
      found = note(ends & record, i, found);
      if (lineFeeds != 0) {
        end = i + Words.first(lineFeeds);
        cells = found;
        return found <= RecordReader.MAX_CELLS;
      }
      inside = insideBehind >> TO_NEXT_WORD & Words.HIGHEST_BITS;
      beforeOpening = mayOpen >>> TO_NEXT_WORD;
      closed = closing >>> TO_NEXT_WORD;
      returned = returns >>> TO_NEXT_WORD;
    }
    return false;
  }

  /** Notes where cells end in a word, without asking whether they do while they are few. */
  private int note(long ends, int at, int found) {
    int next = Math.min(found, most);
    long rest = ends;
    delimiters[next] = at + Words.first(rest);
    rest &= rest - 1;
    delimiters[next + 1] = at + Words.first(rest);
    rest &= rest - 1;
    for (int i = next + 2; rest != 0; rest &= rest - 1) {
      delimiters[i++] = at + Words.first(rest);
    }
    return found + Long.bitCount(ends);
  }

  private boolean scanBytes(byte[] bytes, int from, int limit) {
    hasQuotes = false;
    boolean cellStart = true;
    cells = 1;
    for (int i = from; i < limit; i++) {
      byte b = bytes[i];
      if (b == '\n' || b == ';') {
        delimiters[Math.min(cells - 1, most)] = i;
      }
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
        problem = TOO_MANY_CELLS;
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
