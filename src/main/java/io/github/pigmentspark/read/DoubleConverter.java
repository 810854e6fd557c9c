package io.github.pigmentspark.read;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.github.pigmentspark.schema.NumberText;

/**
 * The nearest double, bit for bit that of {@link Double#parseDouble}; an infinite one is none.
 *
 * <p>Numbers of up to {@value #MAX_DIGITS} digits without an exponent, which is how Pigment writes
 * nearly all, are read here; {@link Quotient} divides their digits by a power of ten. Others, and
 * those too close to the middle between two doubles, go to a parser for all.
 */
final class DoubleConverter implements CellConverter<double[]> {
  /** So many digits fit 63 bits. */
  private static final int MAX_DIGITS = 18;

  @Override
  public boolean convert(byte[] bytes, int start, int end, double[] values, int row) {
    int first = bytes[start] == '-' ? start + 1 : start;
    long digits = 0;
    int i = first;
    while (i < end && isDigit(bytes[i])) {
      digits = 10 * digits + (bytes[i++] - '0');
    }
    int scale = 0;
    boolean whole = i > first && (i == first + 1 || bytes[first] != '0');
    if (whole && i + 1 < end && bytes[i] == '.') {
      int point = i++;
      while (i < end && isDigit(bytes[i])) {
        digits = 10 * digits + (bytes[i++] - '0');
      }
      scale = i - point - 1;
    }
    if (whole && i == end && end - first <= MAX_DIGITS) {
      double value = Quotient.of(digits, scale);
      if (value >= 0) {
        values[row] = first == start ? value : -value;
        return true;
      }
    }
    return convertAny(bytes, start, end, values, row);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
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
