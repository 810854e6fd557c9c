package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.NumberText;
import org.apache.spark.sql.types.DataTypes;

/**
 * A DOUBLE column. It decodes a number to the same value as {@link Double#parseDouble}, except that
 * an infinite value does not match the column's type.
 */
final class DoubleColumn extends PigmentColumnVector {
  private static final double UNKNOWN = -1;

  /** Every integer up to this number can be represented exactly as a double. */
  private static final long MAX_EXACT = 1L << 53;

  private static final int FRACTION_BITS = 52;
  private static final long LEADING_BIT = 1L << FRACTION_BITS;
  private static final long FRACTION = LEADING_BIT - 1;

  private final PlainNumber number = new PlainNumber();

  DoubleColumn() {
    super(DataTypes.DoubleType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    double value =
        number.read(bytes, start, end) ? nearest(number.digits(), number.scale()) : UNKNOWN;
    if (value >= 0) {
      value = number.isNegative() ? -value : value;
    } else if (NumberText.isNumber(bytes, start, end)) {
      value = Double.parseDouble(NumberText.text(bytes, start, end));
    } else {
      return false;
    }
    set(row, Double.doubleToRawLongBits(value));
    return !Double.isInfinite(value);
  }

  /**
   * Returns the double nearest to {@code digits / 10^scale}, ten times faster than a parser.
   * Returns {@link #UNKNOWN} in the few cases that need a parser.
   *
   * @param digits a non-negative number of up to 18 digits
   * @param scale 0 to 18
   */
  static double nearest(long digits, int scale) {
    // The power is exact as a double, like all powers up to 10^22.
    long power = Digits.POWERS_OF_TEN[scale];
    double quotient = (double) digits / power;
    // If the conversion of the digits was also rounded, the significand may be off by one. It is
    // quotient * 2^shift but should be digits * 2^shift / power, so the remainder shows the error.
    int shift = FRACTION_BITS - Math.getExponent(quotient);
    long bits = Double.doubleToRawLongBits(quotient);
    long significand = bits & FRACTION | LEADING_BIT;
    if (shift < 0 || shift >= Long.SIZE || significand == LEADING_BIT) {
      // The quotient is zero, a power of two, or far from 1.
      return digits <= MAX_EXACT ? quotient : UNKNOWN;
    }
    // Both products may overflow. Their difference is correct, because it is less than 2 * power.
    long twiceRemainder = 2 * ((digits << shift) - significand * power);
    if (Math.abs(twiceRemainder) == power) {
      return UNKNOWN; // The number is halfway between two doubles.
    }
    // This uses sign bits, because the CPU would not be able to predict branches.
    long tooSmall = power - twiceRemainder >>> Long.SIZE - 1;
    long tooBig = power + twiceRemainder >>> Long.SIZE - 1;
    return Double.longBitsToDouble(bits + tooSmall - tooBig);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(value(row));
  }
}
