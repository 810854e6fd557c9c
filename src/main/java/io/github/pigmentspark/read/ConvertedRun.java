package io.github.pigmentspark.read;

/** Cells of types that have no usual form: their columns convert them. */
final class ConvertedRun extends CellRun {
  ConvertedRun(int count, int firstColumn, int columns) {
    super(count, firstColumn, columns);
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    return OTHER;
  }
}
