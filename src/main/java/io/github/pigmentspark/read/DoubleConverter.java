package io.github.pigmentspark.read;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.github.pigmentspark.schema.NumberText;

/** The nearest double, bit for bit that of {@link Double#parseDouble}; an infinite one is none. */
final class DoubleConverter implements CellConverter<double[]> {
  /** Up to here every whole number is a double. */
  private static final long MAX_EXACT = 1L << 53;

  /** So many digits fit 64 bits. */
  private static final int MAX_DIGITS = 18;

  /** The powers of ten that are doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  @Override
  public boolean convert(byte[] bytes, int start, int end, double[] values, int row) {
    int i = bytes[start] == '-' ? start + 1 : start;
    boolean negative = i > start;
    int length = end - i;
    if (length == 0 || length > MAX_DIGITS || bytes[i] == '.' || hasLeadingZero(bytes, i, end)) {
      return convertAny(bytes, start, end, values, row);
    }
    long digits = 0;
    int dot = end - 1;
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
      } else if (bytes[i] == '.' && dot == end - 1 && i < end - 1) {
        dot = i;
      } else {
        break;
      }
    }
    // Two doubles that are exact have a quotient that is rounded once, to the nearest.
    if (i == end && digits <= MAX_EXACT) {
      double value = digits / POWERS[end - 1 - dot];
      values[row] = negative ? -value : value;
      return true;
    }
    return convertAny(bytes, start, end, values, row);
  }

  private static boolean hasLeadingZero(byte[] bytes, int start, int end) {
    return bytes[start] == '0' && start + 1 < end && bytes[start + 1] != '.';
  }

  private static boolean convertAny(byte[] bytes, int start, int end, double[] values, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    double value = JavaDoubleParser.parseDouble(bytes, start, end - start);
    if (Double.isInfinite(value)) {
      return false;
    }
    values[row] = value;
    return true;
  }
}
