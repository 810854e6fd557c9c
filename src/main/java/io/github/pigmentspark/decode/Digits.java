package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.Words;
import io.github.pigmentspark.schema.NumberText;

/**
 * Operations that count and convert the ASCII digits in a {@link Words word}, up to eight at a
 * time.
 */
final class Digits {
  /** The powers of ten from 10^0 to 10^{@value NumberText#MAX_LONG_DIGITS}. */
  static final long[] POWERS_OF_TEN = new long[NumberText.MAX_LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long ZEROS = EACH_BYTE * '0';

  /** An addend that sets the highest bit of each byte that is 10 or more. */
  private static final long TO_NINE = EACH_BYTE * (0x80 - 10);

  /** A mask for the first of every four bytes. */
  private static final long PAIRS = 0x000000FF000000FFL;

  private Digits() {}

  /** Returns the number of digits before the first byte that is not a digit. */
  static int count(long word) {
    long values = word ^ ZEROS;
    // A byte that is not a digit may carry, but only into later bytes.
    return Words.first((values + TO_NINE | values) & EACH_BYTE << 7);
  }

  /** Appends the first {@code count} digits of a word to a number. */
  static long append(long number, long word, int count) {
    if (count == 0) {
      return number;
    }
    // Zeros fill the bytes before the digits.
    long values = (word ^ ZEROS) << Long.SIZE - Byte.SIZE * count;
    long pairs = 10 * values + (values >>> Byte.SIZE);
    long upper = (pairs & PAIRS) * (100 + (1_000_000L << 32));
    long lower = (pairs >>> 16 & PAIRS) * (1 + (10_000L << 32));
    return number * POWERS_OF_TEN[count] + (upper + lower >>> 32);
  }
}
