package io.github.pigmentspark.read;

/** Cells that are of no column: they are only counted. */
final class SkippedRun extends CellRun {
  SkippedRun(int count) {
    super(count, 0, 0);
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    int position = start;
    for (int i = 0; i < count(); i++) {
      int end = PlainCells.end(bytes, position);
      if (bytes[end] != delimiter) {
        return OTHER;
      }
      position = end + 1;
    }
    return position;
  }

  /** There is no other way of skipping. */
  @Override
  int convert(RowBatch rows, byte[] bytes, int start, byte delimiter, long[] values, int row) {
    return OTHER;
  }
}
