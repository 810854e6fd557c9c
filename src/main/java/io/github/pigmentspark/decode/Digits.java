package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.Words;
import io.github.pigmentspark.schema.NumberText;

/** ASCII digits in a word of {@link Words}, counted and converted eight at a time. */
final class Digits {
  /** From 10^0 to 10^{@value NumberText#MAX_LONG_DIGITS}. */
  static final long[] POWERS_OF_TEN = new long[NumberText.MAX_LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long ZEROS = EACH_BYTE * '0';

  /** Carries into the highest bit of a byte that is 10 or more. */
  private static final long TO_NINE = EACH_BYTE * (0x80 - 10);

  /** The first of each four bytes. */
  private static final long PAIRS = 0x000000FF000000FFL;

  private Digits() {}

  /** Returns the number of digits before the first byte that isn't one. */
  static int count(long word) {
    long values = word ^ ZEROS;
    // A carry from a byte that isn't a digit only reaches later bytes.
    return Words.first((values + TO_NINE | values) & EACH_BYTE << 7);
  }

  /** Appends the first {@code count} digits of a word to a number. */
  static long append(long number, long word, int count) {
    if (count == 0) {
      return number;
    }
    long values = (word ^ ZEROS) << Long.SIZE - Byte.SIZE * count; // After leading zeros.
    long pairs = 10 * values + (values >>> Byte.SIZE);
    long upper = (pairs & PAIRS) * (100 + (1_000_000L << 32));
    long lower = (pairs >>> 16 & PAIRS) * (1 + (10_000L << 32));
    return number * POWERS_OF_TEN[count] + (upper + lower >>> 32);
  }
}
