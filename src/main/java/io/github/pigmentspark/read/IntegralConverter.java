package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.Digits;
import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;

/** Whole numbers within a range; {@code 50.00} is one, {@code 50.5} does not fit. */
final class IntegralConverter implements CellConverter {
  private final long min;
  private final long max;

  IntegralConverter(long min, long max) {
    this.min = min;
    this.max = max;
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    int first = bytes[start] == '-' ? start + 1 : start;
    boolean leadingZero = first + 1 < end && bytes[first] == '0';
    if (first == end || leadingZero || end - first > Digits.MOST_OF_LONG) {
      return convertAny(bytes, start, end, values, at);
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return convertAny(bytes, start, end, values, at);
      }
      value = 10 * value + digit;
    }
    return set(first == start ? value : -value, values, at);
  }

  private boolean convertAny(byte[] bytes, int start, int end, long[] values, int at) {
    // With an exponent it may as well be a code, like 12E3.
    if (!NumberText.isNumber(bytes, start, end) || NumberText.hasExponent(bytes, start, end)) {
      return false;
    }
    try {
      BigDecimal value = new BigDecimal(NumberText.text(bytes, start, end));
      return set(value.longValueExact(), values, at);
    } catch (ArithmeticException e) { // It has a fraction, or more than 64 bits.
      return false;
    }
  }

  private boolean set(long value, long[] values, int at) {
    if (value < min || value > max) {
      return false;
    }
    values[at] = value;
    return true;
  }
}
