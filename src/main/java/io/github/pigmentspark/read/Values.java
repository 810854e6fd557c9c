package io.github.pigmentspark.read;

import java.util.Arrays;

/**
 * The values of a batch of rows, one row behind the other: first a bit for each column that is
 * null, then 64 bits for each column. What those mean is the business of the {@link Column}.
 */
final class Values {
  private static final int SMALLEST = 1024;

  private final int nullWords;
  private final int stride;
  private long[] words = new long[0];

  Values(int columns) {
    this.nullWords = nullWords(columns);
    this.stride = nullWords + columns;
  }

  /** Makes a row in which nothing is null; what it has else is left from before. */
  long[] begin(int row) {
    int base = base(row);
    if (base + stride > words.length) {
      words = Arrays.copyOf(words, Math.max(base + Math.max(SMALLEST, stride), 2 * words.length));
    }
    for (int i = 0; i < nullWords; i++) {
      words[base + i] = 0;
    }
    return words;
  }

  /** The array that all values lie in; another one once there are more rows. */
  long[] words() {
    return words;
  }

  /** Where in {@link #words()} a row starts. */
  int base(int row) {
    return row * stride;
  }

  /** How many words of bits a row of so many columns has, and so where its first value is. */
  static int nullWords(int columns) {
    return (columns + Long.SIZE - 1) / Long.SIZE;
  }

  /** Where a value is in {@link #words()}. */
  int at(int row, int column) {
    return row * stride + nullWords + column;
  }

  void setNull(int row, int column) {
    setNull(words, base(row), column);
  }

  /** The same, of the row that starts at {@code base}. */
  static void setNull(long[] words, int base, int column) {
    words[base + column / Long.SIZE] |= 1L << column;
  }

  /** Takes a row to a lower place, or to its own; beyond all that were begun there is none. */
  void move(int from, int to) {
    if (from != to && base(from) + stride <= words.length) {
      System.arraycopy(words, base(from), words, base(to), stride);
    }
  }
}
