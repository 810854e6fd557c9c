package io.github.pigmentspark.read;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.github.pigmentspark.schema.NumberText;

/**
 * The nearest double, bit for bit that of {@link Double#parseDouble}; an infinite one is none.
 *
 * <p>Of a {@link PlainNumber}, {@link Quotient} divides the digits by a power of ten. Others, and
 * those too close to the middle between two doubles, go to a parser for all.
 */
final class DoubleConverter implements CellConverter {
  private final PlainNumber number = new PlainNumber();

  @Override
  public boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    if (number.read(bytes, start, end)) {
      double value = Quotient.of(number.digits(), number.scale());
      if (value >= 0) {
        values[at] = Double.doubleToRawLongBits(number.isNegative() ? -value : value);
        return true;
      }
    }
    return convertAny(bytes, start, end, values, at);
  }

  private static boolean convertAny(byte[] bytes, int start, int end, long[] values, int at) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    double value = JavaDoubleParser.parseDouble(bytes, start, end - start);
    if (Double.isInfinite(value)) {
      return false;
    }
    values[at] = Double.doubleToRawLongBits(value);
    return true;
  }
}
