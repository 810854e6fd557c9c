package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;

/** Whole numbers within a range; {@code 50.00} is one, {@code 50.5} does not fit. */
final class IntegralConverter implements CellConverter {
  /** So many digits cannot overflow 64 bits. */
  private static final int SURE_DIGITS = 18;

  private final long min;
  private final long max;
  private final Setter setter;

  IntegralConverter(long min, long max, Setter setter) {
    this.min = min;
    this.max = max;
    this.setter = setter;
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, SpecificInternalRow row, int column) {
    int first = bytes[start] == '-' ? start + 1 : start;
    boolean leadingZero = first + 1 < end && bytes[first] == '0';
    if (first == end || leadingZero || end - first > SURE_DIGITS) {
      return convertAny(bytes, start, end, row, column);
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return convertAny(bytes, start, end, row, column);
      }
      value = 10 * value + digit;
    }
    return set(first == start ? value : -value, row, column);
  }

  private boolean convertAny(
      byte[] bytes, int start, int end, SpecificInternalRow row, int column) {
    // With an exponent it may as well be a code, like 12E3.
    if (!NumberText.isNumber(bytes, start, end) || NumberText.hasExponent(bytes, start, end)) {
      return false;
    }
    try {
      BigDecimal value = new BigDecimal(NumberText.text(bytes, start, end));
      return set(value.longValueExact(), row, column);
    } catch (ArithmeticException e) { // It has a fraction, or more than 64 bits.
      return false;
    }
  }

  private boolean set(long value, SpecificInternalRow row, int column) {
    if (value < min || value > max) {
      return false;
    }
    setter.set(row, column, value);
    return true;
  }

  /** Sets a column that is as wide as its type. */
  interface Setter {
    void set(SpecificInternalRow row, int column, long value);
  }
}
