package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes the cells of a record without their quotes over the record: what is without quotes moves
 * as one piece, and a cell with quotes eight bytes at a time, up to the next doubled one.
 */
final class Unquoting {

  private Unquoting() {}

  /**
   * Writes the cells of a record that is not malformed.
   *
   * @param to behind the record with its line break
   * @param delimiters where the cells end as they are
   * @param count how many cells to write
   * @param ends is told where the cells end then, from {@code base} on, as in a {@link RecordBatch}
   */
  static void write(
      byte[] bytes, int from, int to, int[] delimiters, int count, int[] ends, int base) {
    int start = from; // Of the cell.
    int rest = from; // What is not written yet, up to the cell.
    int written = from;
    ends[base] = from - 1;
    for (int i = 0; i < count; i++) {
      int delimiter = delimiters[i];
      if (bytes[start] == '"') {
        written = move(bytes, rest, start, written);
        written = unquote(bytes, start + 1, delimiter - 1, written);
        rest = delimiter;
      }
      ends[base + i + 1] = written + delimiter - rest;
      start = delimiter + 1;
    }
    written = move(bytes, rest, start - 1, written);
    // What is left of the record must neither complete a character nor be a part of one.
    Arrays.fill(bytes, written, to, (byte) '\n');
  }

  /** Moves bytes to a place before them, and returns the end of that. */
  private static int move(byte[] bytes, int from, int to, int target) {
    if (to - from == 1) {
      bytes[target] = bytes[from];
    } else if (from > target) {
      System.arraycopy(bytes, from, bytes, target, to - from);
    }
    return target + to - from;
  }

  /** Moves what is inside quotes to a place before it, and returns the end of that. */
  private static int unquote(byte[] bytes, int from, int closingQuote, int target) {
    ByteBuffer words = Words.of(bytes);
    int i = from;
    int at = target;
    while (i <= bytes.length - Long.BYTES) {
      long word = words.getLong(i);
      long quotes = Words.equal(word, Words.QUOTES);
      if (quotes == 0) {
        words.putLong(at, word);
        i += Long.BYTES;
        at += Long.BYTES;
        continue;
      }
      // What is behind the quote was not read yet, and stays.
      long beforeQuote = ((quotes & -quotes) >>> 7) - 1;
      words.putLong(at, (word & beforeQuote) | (words.getLong(at) & ~beforeQuote));
      int length = Words.first(quotes);
      i += length;
      at += length;
      if (i == closingQuote) {
        return at;
      }
      bytes[at++] = '"';
      i += 2;
    }
    return unquoteBytes(bytes, i, closingQuote, at);
  }

  private static int unquoteBytes(byte[] bytes, int from, int closingQuote, int target) {
    int at = target;
    for (int i = from; i < closingQuote; i++) {
      bytes[at++] = bytes[i];
      if (bytes[i] == '"') {
        i++;
      }
    }
    return at;
  }
}
