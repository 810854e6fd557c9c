package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.Digits;

/**
 * A number without an exponent of up to {@value Digits#MOST_OF_LONG} digits, its dot counted, which
 * is how Pigment writes nearly all: {@code -12.50} has the digits 1250 and the scale 2.
 */
final class PlainNumber {
  private boolean negative;
  private long digits;
  private int scale;

  /**
   * Reads a cell.
   *
   * @return whether it is such a number; if not, it may still be another one
   */
  boolean read(byte[] bytes, int start, int end) {
    int first = bytes[start] == '-' ? start + 1 : start;
    long value = 0;
    int i = first;
    while (i < end && isDigit(bytes[i])) {
      value = 10 * value + (bytes[i++] - '0');
    }
    int fraction = 0;
    boolean whole = i > first && (i == first + 1 || bytes[first] != '0');
    if (whole && i + 1 < end && bytes[i] == '.') {
      int point = i++;
      while (i < end && isDigit(bytes[i])) {
        value = 10 * value + (bytes[i++] - '0');
      }
      fraction = i - point - 1;
    }
    negative = first != start;
    digits = value;
    scale = fraction;
    return whole && i == end && end - first <= Digits.MOST_OF_LONG;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  boolean isNegative() {
    return negative;
  }

  /** The digits before and behind the dot, as one number. */
  long digits() {
    return digits;
  }

  /** How many of them are behind the dot. */
  int scale() {
    return scale;
  }
}
