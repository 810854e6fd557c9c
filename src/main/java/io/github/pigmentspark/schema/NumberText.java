package io.github.pigmentspark.schema;

import java.nio.charset.StandardCharsets;

/** Numbers as Pigment writes them: a dot, no grouping, perhaps an exponent. */
public final class NumberText {
  /** Longer texts are no numbers; no double needs half of it, and parsing time is bounded. */
  public static final int MAX_LENGTH = 1000;

  /** As many digits fit a {@code long}, whatever they are. */
  public static final int MAX_LONG_DIGITS = 18;

  private static final int MAX_DECIMAL_DIGITS = 38;

  /** A number of so few characters, and no exponent, is no infinite double. */
  private static final int SURELY_FINITE_LENGTH = 300;

  private NumberText() {}

  /**
   * Whether a text is a number and not a code: perhaps a minus sign, digits without a leading zero,
   * perhaps a dot with digits behind it, perhaps an exponent.
   */
  public static boolean isNumber(byte[] bytes, int start, int end) {
    if (end - start > MAX_LENGTH) {
      return false;
    }
    int first = start < end && bytes[start] == '-' ? start + 1 : start;
    int i = passDigits(bytes, first, end);
    if (i == first || (i > first + 1 && bytes[first] == '0')) {
      return false;
    }
    if (i < end && bytes[i] == '.') {
      int fraction = passDigits(bytes, i + 1, end);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    return i == end || isExponent(bytes, i, end);
  }

  /**
   * The narrowest type of a cell; {@link CellType#TEXT} if it is no number that has one. With an
   * exponent it is one as .NET prints it, like {@code 1.5E-05}; {@code 12E3} may be a code.
   */
  static CellType type(byte[] bytes, int start, int end) {
    if (!isNumber(bytes, start, end) || hasUnusualExponent(bytes, start, end)) {
      return CellType.TEXT;
    }
    int first = bytes[start] == '-' ? start + 1 : start;
    int digits = passDigits(bytes, first, end) - first;
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
    // Most end with a digit behind the dot, and need no parser: an exponent is rare.
    return (end - start <= SURELY_FINITE_LENGTH && !hasExponent(bytes, start, end))
        || !Double.isInfinite(Double.parseDouble(text(bytes, start, end)));
  }

  /** Whether a text that {@link #isNumber} has an exponent. */
  public static boolean hasExponent(byte[] bytes, int start, int end) {
    return exponent(bytes, start, end) < end;
  }

  /** Whether a text that {@link #isNumber} has an exponent without a sign, or of one digit. */
  private static boolean hasUnusualExponent(byte[] bytes, int start, int end) {
    int sign = exponent(bytes, start, end) + 1;
    return sign < end && (passDigits(bytes, sign, end) > sign || end - sign < "-05".length());
  }

  /** Where the {@code E} of a number is; {@code end} if it has none. */
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
