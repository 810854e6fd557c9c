package io.github.pigmentspark.read;

import org.apache.spark.sql.types.DataType;

/** Everything that is a whole number to Spark: integers of any width, booleans, dates, times. */
final class LongColumn extends Column<long[]> {
  LongColumn(DataType type, CellConverter<long[]> converter) {
    super(type, converter, new long[0]);
  }

  @Override
  long[] allocate(int rows) {
    return new long[rows];
  }

  @Override
  public boolean getBoolean(int row) {
    return values()[row] != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) values()[row];
  }

  @Override
  public short getShort(int row) {
    return (short) values()[row];
  }

  @Override
  public int getInt(int row) {
    return (int) values()[row];
  }

  @Override
  public long getLong(int row) {
    return values()[row];
  }
}
