package io.github.pigmentspark.read;

import org.apache.spark.sql.types.DataType;

/** Doubles, and floats, each of which is a double too. */
final class DoubleColumn extends Column<double[]> {
  DoubleColumn(DataType type, CellConverter<double[]> converter) {
    super(type, converter, new double[0]);
  }

  @Override
  double[] allocate(int rows) {
    return new double[rows];
  }

  @Override
  public float getFloat(int row) {
    return (float) values()[row];
  }

  @Override
  public double getDouble(int row) {
    return values()[row];
  }
}
