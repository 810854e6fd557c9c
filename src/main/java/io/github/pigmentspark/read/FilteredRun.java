package io.github.pigmentspark.read;

/** A cell that may leave its record out. */
final class FilteredRun extends CellRun {
  private final CellRun cell;
  private final CellFilter[] filters;

  /**
   * A run of one cell.
   *
   * @param cell the same without filters
   */
  FilteredRun(CellRun cell, CellFilter[] filters) {
    super(1, 0, 0);
    this.cell = cell;
    this.filters = filters;
  }

  @Override
  int read(byte[] bytes, int start, byte delimiter, long[] values, int row) {
    return filtered(bytes, start, cell.read(bytes, start, delimiter, values, row));
  }

  @Override
  int convert(RowBatch rows, byte[] bytes, int start, byte delimiter, long[] values, int row) {
    return filtered(bytes, start, cell.convert(rows, bytes, start, delimiter, values, row));
  }

  private int filtered(byte[] bytes, int start, int next) {
    return next == OTHER || passes(bytes, start, next - 1) ? next : excluded(next);
  }

  private boolean passes(byte[] bytes, int start, int end) {
    for (CellFilter filter : filters) {
      if (!filter.passes(bytes, start, end)) {
        return false;
      }
    }
    return true;
  }
}
