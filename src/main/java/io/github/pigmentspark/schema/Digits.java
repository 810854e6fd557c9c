package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.Words;

/** Digits in a word of eight bytes, the first one lowest: counted, and read, without a loop. */
public final class Digits {
  /** So many digits fit a {@code long}, whatever they are. */
  public static final int MOST_OF_LONG = 18;

  /** By how many a number of digits moves what is before them. */
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private static final long ZEROS = Words.LOWEST_BITS * '0';

  /** Sets the highest bit of a byte that is 10 or more. */
  private static final long BEYOND_NINE = Words.LOWEST_BITS * (0x80 - 10);

  /** Of each four bytes, the first one. */
  private static final long PAIRS = 0x000000FF000000FFL;

  private Digits() {}

  /** How many of the bytes are digits, up to the first one that is not. */
  public static int count(long word) {
    long values = word ^ ZEROS;
    // A carry from a byte that is no digit only gets into those behind it.
    long others = (values + BEYOND_NINE | values) & Words.HIGHEST_BITS;
    return Words.first(others);
  }

  /** The number that the first {@code count} bytes are. */
  public static long value(long word, int count) {
    if (count == 0) {
      return 0;
    }
    long pairs = pairsOf((word ^ ZEROS) << Long.SIZE - Byte.SIZE * count); // Zeros before them.
    long first = (pairs & PAIRS) * (100 + (1_000_000L << 32));
    long second = (pairs >>> 16 & PAIRS) * (1 + (10_000L << 32));
    return first + second >>> 32;
  }

  /** The numbers that eight digits are two by two, each in the lower byte of the two. */
  static long pairs(long word) {
    return pairsOf(word ^ ZEROS);
  }

  private static long pairsOf(long values) {
    return 10 * values + (values >>> Byte.SIZE);
  }

  /** The number with more digits behind it, of which there are {@code count}. */
  public static long append(long number, long digits, int count) {
    return number * POWERS[count] + digits;
  }
}
