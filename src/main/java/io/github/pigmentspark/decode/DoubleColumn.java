package io.github.pigmentspark.decode;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import io.github.pigmentspark.schema.NumberText;
import org.apache.spark.sql.types.DataTypes;

/** Decodes DOUBLE: the nearest one, as {@link Double#parseDouble} has it; never an infinite one. */
final class DoubleColumn extends PigmentColumnVector {
  DoubleColumn() {
    super(DataTypes.DoubleType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    double value = JavaDoubleParser.parseDouble(bytes, start, end - start);
    set(row, Double.doubleToRawLongBits(value));
    return !Double.isInfinite(value);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(value(row));
  }
}
