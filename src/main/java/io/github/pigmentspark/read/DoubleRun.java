package io.github.pigmentspark.read;

/** Cells that are doubles. */
final class DoubleRun extends CellRun {
  DoubleRun(int count, int firstColumn, int columns) {
    super(count, firstColumn, columns);
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    int position = start;
    for (int i = 0; i < count(); i++) {
      if (bytes[position] == delimiter) {
        setNull(values, row, i);
      } else {
        position = PlainCells.real(bytes, position, delimiter, values, at(row) + i);
        if (position == OTHER) {
          return OTHER;
        }
      }
      position++;
    }
    return position;
  }
}
