package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.BooleanText;
import org.apache.spark.sql.types.DataTypes;

/** A BOOLEAN column, which accepts {@code true} and {@code false} regardless of case. */
final class BooleanColumn extends PigmentColumnVector {
  BooleanColumn() {
    super(DataTypes.BooleanType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    boolean isTrue = BooleanText.isTrue(bytes, start, end);
    set(row, isTrue ? 1 : 0);
    return isTrue || BooleanText.isFalse(bytes, start, end);
  }
}
