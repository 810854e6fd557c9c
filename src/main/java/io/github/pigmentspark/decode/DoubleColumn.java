package io.github.pigmentspark.decode;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.github.pigmentspark.schema.NumberText;
import org.apache.spark.sql.types.DataTypes;

/** Decodes DOUBLE: the nearest one, as {@link Double#parseDouble} has it; never an infinite one. */
final class DoubleColumn extends PigmentColumnVector {
  /** Up to here every whole number is a double. */
  private static final long MAX_EXACT = 1L << 53;

  /** As many powers as a {@link PlainNumber} has digits; all of them are doubles. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17
  };

  private final PlainNumber number = new PlainNumber();

  DoubleColumn() {
    super(DataTypes.DoubleType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    boolean isPlain = number.read(bytes, start, end);
    double value;
    if (isPlain && number.digits() <= MAX_EXACT) {
      // The quotient of two exact doubles is rounded once, to the nearest.
      double magnitude = number.digits() / POWERS_OF_TEN[number.scale()];
      value = number.isNegative() ? -magnitude : magnitude;
    } else if (isPlain || NumberText.isNumber(bytes, start, end)) {
      value = JavaDoubleParser.parseDouble(bytes, start, end - start);
    } else {
      return false;
    }
    set(row, Double.doubleToRawLongBits(value));
    return !Double.isInfinite(value);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(value(row));
  }
}
