package io.github.pigmentspark.read;

/** Cells that are whole numbers of up to 64 bits. */
final class WholeRun extends CellRun {
  private final int unused;

  /** The cells of a run, as numbers of so many bits. */
  WholeRun(int bits, int count, int firstColumn, int columns) {
    super(count, firstColumn, columns);
    this.unused = Long.SIZE - bits;
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    int position = start;
    for (int i = 0; i < count(); i++) {
      if (bytes[position] == delimiter) {
        setNull(values, row, i);
      } else {
        int at = at(row) + i;
        position = PlainCells.whole(bytes, position, delimiter, values, at);
        if (position == OTHER || values[at] << unused >> unused != values[at]) {
          return OTHER;
        }
      }
      position++;
    }
    return position;
  }
}
