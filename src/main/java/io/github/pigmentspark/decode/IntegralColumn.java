package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;

/** Decodes TINYINT to BIGINT: {@code 50.00} is a whole number, {@code 50.5} and 12E3 are not. */
final class IntegralColumn extends PigmentColumnVector {
  private final long min;
  private final long max;

  IntegralColumn(DataType type, long min, long max) {
    super(type);
    this.min = min;
    this.max = max;
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    int first = bytes[start] == '-' ? start + 1 : start;
    boolean leadingZero = first + 1 < end && bytes[first] == '0';
    if (first == end || leadingZero || end - first > NumberText.MAX_LONG_DIGITS) {
      return decodeAny(bytes, start, end, row);
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return decodeAny(bytes, start, end, row);
      }
      value = 10 * value + digit;
    }
    return setInRange(row, first == start ? value : -value);
  }

  private boolean decodeAny(byte[] bytes, int start, int end, int row) {
    // With an exponent it may as well be a code, like 12E3.
    if (!NumberText.isNumber(bytes, start, end) || NumberText.hasExponent(bytes, start, end)) {
      return false;
    }
    try {
      return setInRange(row, new BigDecimal(NumberText.text(bytes, start, end)).longValueExact());
    } catch (ArithmeticException e) { // It has a fraction, or more than 64 bits.
      return false;
    }
  }

  private boolean setInRange(int row, long value) {
    set(row, value);
    return value >= min && value <= max;
  }
}
