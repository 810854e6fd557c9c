package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.NumberText;
import org.apache.spark.sql.types.DataTypes;

/**
 * A FLOAT column. It decodes a number to the same value as {@link Float#parseFloat}, except that an
 * infinite value does not match the column's type.
 */
final class FloatColumn extends PigmentColumnVector {
  FloatColumn() {
    super(DataTypes.FloatType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    float value = Float.parseFloat(NumberText.text(bytes, start, end));
    set(row, Float.floatToRawIntBits(value));
    return !Float.isInfinite(value);
  }

  @Override
  public float getFloat(int row) {
    return Float.intBitsToFloat((int) value(row));
  }
}
