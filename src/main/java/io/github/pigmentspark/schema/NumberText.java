package io.github.pigmentspark.schema;

import java.nio.charset.StandardCharsets;

/** Numbers as Pigment writes them: a dot, no grouping, perhaps an exponent. */
public final class NumberText {
  /** Longer texts are no numbers; no double needs half of it, and parsing time is bounded. */
  public static final int MAX_LENGTH = 1000;

  private static final int MAX_DECIMAL_DIGITS = 38;
  private static final int SURE_LONG_DIGITS = 18;

  /** A decimal of so few characters before an exponent of two digits is no infinite double. */
  private static final int SURE_DOUBLE_LENGTH = 200;

  private NumberText() {}

  /**
   * Whether a text is a number: perhaps a sign, digits with at most one dot among or around them,
   * perhaps an exponent.
   */
  public static boolean isNumber(byte[] bytes, int start, int end) {
    if (end - start > MAX_LENGTH) {
      return false;
    }
    int i = start;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    int integer = passDigits(bytes, i, end);
    int digits = integer - i;
    i = integer;
    if (i < end && bytes[i] == '.') {
      int fraction = passDigits(bytes, i + 1, end);
      digits += fraction - i - 1;
      i = fraction;
    }
    return digits > 0 && (i == end || isExponent(bytes, i, end));
  }

  /**
   * The narrowest type of a cell, if it looks like a value and not like a code: no plus sign, no
   * leading zero, digits on both sides of a dot.
   */
  static CellType type(byte[] bytes, int start, int end) {
    if (end - start > MAX_LENGTH) {
      return CellType.TEXT;
    }
    int first = bytes[start] == '-' ? start + 1 : start;
    int i = passDigits(bytes, first, end);
    int digits = i - first;
    if (digits == 0 || (digits > 1 && bytes[first] == '0')) {
      return CellType.TEXT;
    }
    if (i == end) {
      return integer(bytes, start, end, digits);
    }
    if (bytes[i] == '.') {
      int fraction = passDigits(bytes, i + 1, end);
      if (fraction == i + 1) {
        return CellType.TEXT;
      }
      i = fraction;
    }
    if (i < end && !isExponent(bytes, i, end)) {
      return CellType.TEXT;
    }
    boolean surelyFinite = end - start <= SURE_DOUBLE_LENGTH && end - i <= "e99".length();
    return surelyFinite || isFinite(bytes, start, end) ? CellType.DOUBLE : CellType.TEXT;
  }

  private static CellType integer(byte[] bytes, int start, int end, int digits) {
    if (digits <= SURE_LONG_DIGITS) {
      return CellType.LONG;
    }
    if (digits == SURE_LONG_DIGITS + 1) {
      try {
        Long.parseLong(text(bytes, start, end));
        return CellType.LONG;
      } catch (NumberFormatException e) {
        return CellType.BIG_INTEGER;
      }
    }
    return digits <= MAX_DECIMAL_DIGITS ? CellType.BIG_INTEGER : CellType.TEXT;
  }

  private static boolean isFinite(byte[] bytes, int start, int end) {
    return !Double.isInfinite(Double.parseDouble(text(bytes, start, end)));
  }

  private static boolean isExponent(byte[] bytes, int start, int end) {
    if ((bytes[start] | 0x20) != 'e') {
      return false;
    }
    int i = start + 1;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    return i < end && passDigits(bytes, i, end) == end;
  }

  private static int passDigits(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  /** The characters of a text that {@link #isNumber}; ASCII all of them. */
  public static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
