package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.PlainSplitter;
import io.github.pigmentspark.csv.RecordBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.VarcharType;

/**
 * Reads plain records from bytes to values in one go: each cell is looked at once, and where it
 * ends is found by reading it. All that is unusual about a record, or wrong with it, is left to
 * those who split first and convert then; here nothing is decided but what is certain.
 */
final class ValueScanner implements PlainSplitter {
  /** Instead of a column: the cell is not wanted. */
  private static final int NONE = -1;

  private static final long[] NO_VALUES = {};

  /** The cells of a record, all of them. The last run is the last cell, which a line end ends. */
  private final CellRun[] runs;

  /** The cells behind each run, but for the last one. */
  private final CellRun[] skips;

  private final CellRun lastSkip = new SkippedRun(1);
  private RowBatch rows;
  private int passed;
  private volatile long nanos;

  private ValueScanner(List<CellRun> runs, int width) {
    this.runs = runs.toArray(new CellRun[0]);
    this.skips = new CellRun[this.runs.length];
    int behind = width;
    for (int i = 0; i < skips.length; i++) {
      behind -= this.runs[i].count();
      skips[i] = new SkippedRun(Math.max(0, behind - 1));
    }
  }

  /**
   * A scanner for the columns and filters of a read.
   *
   * @param width how many cells a record has
   * @return empty if so few of them are wanted that to find these first is better
   */
  static Optional<ValueScanner> of(BoundColumns columns, int width) {
    int[] columnOf = new int[width];
    Arrays.fill(columnOf, NONE);
    int wanted = 0;
    for (int i = 0; i < columns.count(); i++) {
      int cell = columns.cell(i);
      wanted += columnOf[cell] == NONE ? 1 : 0;
      columnOf[cell] = i;
    }
    boolean pays = wanted == columns.count() && 2 * wanted >= width;
    return pays ? Optional.of(of(columns, columnOf, columns.filters(width))) : Optional.empty();
  }

  private static ValueScanner of(BoundColumns columns, int[] columnOf, CellFilter[][] filters) {
    List<CellRun> runs = new ArrayList<>();
    int cell = 0;
    while (cell < columnOf.length) {
      int end = cell + 1;
      while (end < columnOf.length - 1
          && filters[end - 1].length + filters[end].length == 0
          && areAlike(columns, columnOf[end - 1], columnOf[end])) {
        end++;
      }
      CellRun run = run(columns, end - cell, columnOf[cell]);
      runs.add(filters[cell].length == 0 ? run : new FilteredRun(run, filters[cell]));
      cell = end;
    }
    return new ValueScanner(runs, columnOf.length);
  }

  /** Whether the cells of two columns, or of none, can be of one run. */
  private static boolean areAlike(BoundColumns columns, int one, int next) {
    return one == NONE || next == NONE
        ? one == next
        : next == one + 1 && columns.type(one).equals(columns.type(next));
  }

  private static CellRun run(BoundColumns columns, int count, int first) {
    if (first == NONE) {
      return new SkippedRun(count);
    }
    DataType type = columns.type(first);
    int all = columns.count();
    if (type instanceof CharType || type instanceof VarcharType) {
      return new ConvertedRun(count, first, all); // In some Sparks these are strings, too.
    }
    if (type instanceof StringType) {
      return new TextRun(count, first, all);
    }
    if (type instanceof LongType) {
      return new WholeRun(Long.SIZE, count, first, all);
    }
    if (type instanceof IntegerType) {
      return new WholeRun(Integer.SIZE, count, first, all);
    }
    if (type instanceof DoubleType) {
      return new DoubleRun(count, first, all);
    }
    if (type instanceof DateType) {
      return new DateRun(count, first, all);
    }
    return type instanceof BooleanType
        ? new BooleanRun(count, first, all)
        : new ConvertedRun(count, first, all);
  }

  /** Says which batch has the records that are split next, and gets their values. */
  void fill(RowBatch batch) {
    rows = batch;
  }

  /** How long the scanning took so far, in nanoseconds. */
  long nanos() {
    return nanos;
  }

  @Override
  public int passed() {
    return passed;
  }

  /**
   * Reads records into rows. The records of rows are added to the batch as not split; those that
   * the filters leave out are not added.
   */
  @Override
  public int split(RecordBatch batch, int from, int limit, long number) {
    long begin = System.nanoTime();
    byte[] bytes = batch.bytes();
    if (limit > bytes.length - MARGIN || bytes[limit - 1] != '\n') {
      throw new IllegalArgumentException("Behind " + limit + " nothing may be looked at");
    }
    Values rowValues = rows.values();
    // As one line ends, so do all, or they are left.
    boolean returns = limit - from > 1 && bytes[limit - 2] == '\r';
    byte lineEnd = returns ? (byte) '\r' : (byte) '\n';
    int start = from;
    long next = number;
    int added = 0; // Records behind those in the batch, not told to it yet.
    while (start < limit) {
      int row = batch.size() + added;
      long[] values = rowValues.begin(row);
      int end = record(bytes, start, lineEnd, values, rowValues.base(row));
      boolean passes = end >= 0;
      int behind = (passes ? end : CellRun.excluded(end)) + (returns ? 1 : 0);
      if (end == CellRun.OTHER || bytes[behind - 1] != '\n') {
        break;
      }
      start = behind;
      if (passes) {
        added++;
      } else {
        batch.addUnsplit(next - added, added);
        added = 0;
      }
      next++;
    }
    batch.addUnsplit(next - added, added);
    passed = (int) (next - number);
    nanos += System.nanoTime() - begin;
    return start;
  }

  /**
   * Reads a record.
   *
   * @return where it ends, or what {@link CellRun#read} says instead
   */
  private int record(byte[] bytes, int start, byte lineEnd, long[] values, int row) {
    int last = runs.length - 1;
    int position = start;
    for (int i = 0; i <= last; i++) {
      CellRun run = runs[i];
      byte delimiter = i == last ? lineEnd : (byte) ';';
      int end = run.read(bytes, position, delimiter, values, row);
      if (end == CellRun.OTHER) {
        end = run.convert(rows, bytes, position, delimiter, values, row);
      }
      if (end < 0) {
        return end == CellRun.OTHER || i == last ? end : skip(bytes, end, i, lineEnd);
      }
      position = end;
    }
    return position;
  }

  /** Passes over the rest of a record that is excluded behind a run. */
  private int skip(byte[] bytes, int excluded, int run, byte lineEnd) {
    int end = CellRun.excluded(excluded);
    end = skips[run].read(bytes, end, (byte) ';', NO_VALUES, 0);
    end = end == CellRun.OTHER ? end : lastSkip.read(bytes, end, lineEnd, NO_VALUES, 0);
    return end == CellRun.OTHER ? end : CellRun.excluded(end);
  }
}
