package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column whose values do not come from a field. It contains a number for each record, the same
 * text in all rows, or only nulls.
 */
final class ComputedColumn extends PigmentColumnVector {
  private final Numbers numbers;
  private final UTF8String text;
  private final boolean isNull;

  /** A function that computes the number for a record. */
  interface Numbers {
    long of(RecordBatch records, int record);
  }

  private ComputedColumn(DataType type, Numbers numbers, UTF8String text, boolean isNull) {
    super(type);
    this.numbers = numbers;
    this.text = text;
    this.isNull = isNull;
  }

  static ComputedColumn numbers(DataType type, Numbers numbers) {
    return new ComputedColumn(type, numbers, UTF8String.EMPTY_UTF8, false);
  }

  static ComputedColumn text(String text) {
    UTF8String bytes = UTF8String.fromString(text);
    return new ComputedColumn(DataTypes.StringType, (records, record) -> 0, bytes, false);
  }

  static ComputedColumn nulls(DataType type) {
    return new ComputedColumn(type, (records, record) -> 0, UTF8String.EMPTY_UTF8, true);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    throw new UnsupportedOperationException("The values of this column do not come from a field");
  }

  /** Sets the values of rows without using a field. */
  @Override
  int decode(RecordBatch batch, int field, int[] records, int from, int to) {
    for (int row = from; row < to; row++) {
      set(row, numbers.of(batch, records[row]));
      setNull(row, isNull);
    }
    return to;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return text;
  }
}
