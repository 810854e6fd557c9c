package io.github.pigmentspark.read;

/**
 * Cells of one kind that lie one behind the other in each record, for columns that do so, too.
 *
 * <p>Each kind has a loop of its own, so that the JIT makes of each a loop that calls nothing.
 */
abstract class CellRun {
  /** Instead of where a run ends: its cells must be read in another way. */
  static final int OTHER = PlainCells.OTHER;

  private final int firstColumn;
  private final int count;
  private final int firstValue;

  /**
   * A run.
   *
   * @param count of cells
   * @param firstColumn the column of the first one
   * @param columns how many a row has in all
   */
  CellRun(int count, int firstColumn, int columns) {
    this.count = count;
    this.firstColumn = firstColumn;
    this.firstValue = Values.nullWords(columns) + firstColumn;
  }

  /**
   * Reads the cells of a record if each has a usual form; sets the value of each, or that it is
   * null.
   *
   * @param start of the first cell
   * @param delimiter behind each
   * @param values an array of {@link Values}
   * @param row where the row starts in it
   * @return where the cell behind the last one starts; {@link #OTHER}, or another negative number
   *     if the record is not wanted, see {@link #excluded}
   */
  abstract int read(byte[] bytes, int start, byte delimiter, long[] values, int row);

  /** Reads cells of any form that fit their columns, like {@link #read}. */
  int convert(RowBatch rows, byte[] bytes, int start, byte delimiter, long[] values, int row) {
    int position = start;
    for (int i = 0; i < count; i++) {
      int end = PlainCells.end(bytes, position);
      if (bytes[end] != delimiter) {
        return OTHER;
      }
      if (end == position) {
        setNull(values, row, i);
      } else if (!rows.column(firstColumn + i).convert(bytes, position, end, values, at(row) + i)) {
        return OTHER;
      }
      position = end + 1;
    }
    return position;
  }

  /** Instead of where a run ends: the same, and the record is not wanted. */
  static int excluded(int end) {
    return OTHER - end;
  }

  /** How many cells there are. */
  final int count() {
    return count;
  }

  /** Where the value of the first cell is. */
  final int at(int row) {
    return row + firstValue;
  }

  /** Says that the cell of that index is null. */
  final void setNull(long[] values, int row, int index) {
    Values.setNull(values, row, firstColumn + index);
  }
}
