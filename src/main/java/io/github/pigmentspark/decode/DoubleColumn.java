package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.NumberText;
import org.apache.spark.sql.types.DataTypes;

/** Decodes DOUBLE to the same value as {@link Double#parseDouble}; infinite values don't match. */
final class DoubleColumn extends PigmentColumnVector {
  private static final double UNKNOWN = -1;

  /** Every integer up to this one is a double. */
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
   * Returns the double nearest to {@code digits / 10^scale}, ten times faster than a parser does;
   * {@link #UNKNOWN} in the few cases that are left to one.
   *
   * @param digits 18 at most, and not negative
   * @param scale 0 to 18
   */
  static double nearest(long digits, int scale) {
    long power = Digits.POWERS_OF_TEN[scale]; // A double, like all powers up to 10^22.
    double quotient = (double) digits / power;
    // If the digits were rounded, too, the significand may be one off. It is quotient * 2^shift and
    // should be digits * 2^shift / power: the remainder tells.
    int shift = FRACTION_BITS - Math.getExponent(quotient);
    long bits = Double.doubleToRawLongBits(quotient);
    long significand = bits & FRACTION | LEADING_BIT;
    if (shift < 0 || shift >= Long.SIZE || significand == LEADING_BIT) {
      return digits <= MAX_EXACT ? quotient : UNKNOWN; // Zero, or a power of two, or far from 1.
    }
    // Both products overflow. Their difference does not: it is less than two powers.
    long twiceRemainder = 2 * ((digits << shift) - significand * power);
    if (Math.abs(twiceRemainder) == power) {
      return UNKNOWN; // Halfway between two doubles.
    }
    // Sign bits instead of branches, which the CPU could not predict.
    long tooSmall = power - twiceRemainder >>> Long.SIZE - 1;
    long tooBig = power + twiceRemainder >>> Long.SIZE - 1;
    return Double.longBitsToDouble(bits + tooSmall - tooBig);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(value(row));
  }
}
