package io.github.pigmentspark.schema;

import java.nio.charset.StandardCharsets;

/**
 * The text forms of numbers in exports. The decimal separator is a dot, digits are not grouped, and
 * an exponent is optional.
 */
public final class NumberText {
  /**
   * The maximum length of a number, which limits the time it takes to parse one. Even the longest
   * double needs less than half as many characters.
   */
  public static final int MAX_LENGTH = 1000;

  /** The number of digits that always fit into a {@code long}. */
  public static final int MAX_LONG_DIGITS = 18;

  private static final int MAX_DECIMAL_DIGITS = 38;

  /** A number of up to this length without an exponent is a finite double. */
  private static final int SURELY_FINITE_LENGTH = 300;

  private NumberText() {}

  /**
   * Returns whether a string is a number rather than a code. A number has an optional minus sign,
   * digits without a leading zero, an optional dot followed by digits, and an optional exponent.
   */
  public static boolean isNumber(byte[] bytes, int start, int end) {
    if (end - start > MAX_LENGTH) {
      return false;
    }
    int first = start < end && bytes[start] == '-' ? start + 1 : start;
    int i = skipDigits(bytes, first, end);
    if (i == first || (i > first + 1 && bytes[first] == '0')) {
      return false;
    }
    if (i < end && bytes[i] == '.') {
      int fraction = skipDigits(bytes, i + 1, end);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    return i == end || isExponent(bytes, i, end);
  }

  /**
   * Returns the narrowest type of a number, or {@link CellType#TEXT} for any other string. An
   * exponent must have the format that .NET prints, as in {@code 1.5E-05}, because {@code 12E3} may
   * be a code.
   */
  static CellType type(byte[] bytes, int start, int end) {
    if (!isNumber(bytes, start, end) || hasUnusualExponent(bytes, start, end)) {
      return CellType.TEXT;
    }
    int first = bytes[start] == '-' ? start + 1 : start;
    int digits = skipDigits(bytes, first, end) - first;
    if (first + digits == end) {
      return integer(bytes, start, end, digits);
    }
    return isFinite(bytes, start, end) ? CellType.DOUBLE : CellType.TEXT;
  }

  private static CellType integer(byte[] bytes, int start, int end, int digits) {
    if (digits <= MAX_LONG_DIGITS) {
      return CellType.LONG;
    }
    if (digits == MAX_LONG_DIGITS + 1) {
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
    // This rarely calls the parser, because few numbers have an exponent.
    return (end - start <= SURELY_FINITE_LENGTH && !hasExponent(bytes, start, end))
        || !Double.isInfinite(Double.parseDouble(text(bytes, start, end)));
  }

  /** Returns whether a {@link #isNumber number} has an exponent. */
  public static boolean hasExponent(byte[] bytes, int start, int end) {
    return exponent(bytes, start, end) < end;
  }

  /** Returns whether a number has an exponent without a sign or with only one digit. */
  private static boolean hasUnusualExponent(byte[] bytes, int start, int end) {
    int sign = exponent(bytes, start, end) + 1;
    return sign < end && (skipDigits(bytes, sign, end) > sign || end - sign < "-05".length());
  }

  /** Returns the position of the {@code E}, or {@code end} if there is none. */
  private static int exponent(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && (bytes[i] | 0x20) != 'e') {
      i++;
    }
    return i;
  }

  private static boolean isExponent(byte[] bytes, int start, int end) {
    if ((bytes[start] | 0x20) != 'e') {
      return false;
    }
    int i = start + 1;
    if (i < end && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    return i < end && skipDigits(bytes, i, end) == end;
  }

  private static int skipDigits(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  /** Returns the characters of a {@link #isNumber number}, which are all ASCII. */
  public static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
