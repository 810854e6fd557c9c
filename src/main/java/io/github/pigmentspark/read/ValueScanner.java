package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.PlainSplitter;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.Words;
import java.nio.ByteBuffer;
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
  // What a cell is read as.
  private static final int SKIPPED = 0;
  private static final int CONVERTED = 1;
  private static final int TEXT = 2;
  private static final int LONG = 3;
  private static final int INT = 4;
  private static final int DOUBLE = 5;
  private static final int DATE = 6;
  private static final int BOOLEAN = 7;

  /** The bits that say so; the next one says whether there are filters, the others the column. */
  private static final int KIND = 7;

  private static final int FILTERED = 8;
  private static final int COLUMN_SHIFT = 4;

  /** What is to be done with each cell. */
  private final int[] plan;

  /** The same for a record that is left out: its cells are only counted. */
  private final int[] counting;

  private final CellFilter[][] filters;
  private RowBatch rows;
  private int passed;
  private volatile long nanos;

  private ValueScanner(int[] plan, CellFilter[][] filters) {
    this.plan = plan;
    this.counting = new int[plan.length];
    this.filters = filters;
  }

  /**
   * A scanner for the columns and filters of a read.
   *
   * @param width how many cells a record has
   * @return empty if so few of them are wanted that to find these first is better
   */
  static Optional<ValueScanner> of(BoundColumns columns, int width) {
    CellFilter[][] filters = columns.filters(width);
    int[] plan = new int[width];
    int wanted = 0;
    for (int i = 0; i < columns.count(); i++) {
      int cell = columns.cell(i);
      wanted += plan[cell] == SKIPPED ? 1 : 0;
      plan[cell] = i << COLUMN_SHIFT | kind(columns.type(i));
    }
    for (int cell = 0; cell < width; cell++) {
      plan[cell] |= filters[cell].length > 0 ? FILTERED : 0;
    }
    boolean pays = wanted == columns.count() && 2 * wanted >= width;
    return pays ? Optional.of(new ValueScanner(plan, filters)) : Optional.empty();
  }

  private static int kind(DataType type) {
    if (type instanceof CharType || type instanceof VarcharType) {
      return CONVERTED; // In some Sparks these are strings, too.
    }
    if (type instanceof StringType) {
      return TEXT;
    }
    if (type instanceof LongType) {
      return LONG;
    }
    if (type instanceof IntegerType) {
      return INT;
    }
    if (type instanceof DoubleType) {
      return DOUBLE;
    }
    if (type instanceof DateType) {
      return DATE;
    }
    return type instanceof BooleanType ? BOOLEAN : CONVERTED;
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
  // One long method: with a call for each record or cell, all of it takes a fifth longer.
  @Override
  public int split(RecordBatch batch, int from, int limit, long number) {
    long begin = System.nanoTime();
    byte[] bytes = batch.bytes();
    ByteBuffer words = Words.of(bytes);
    Values rowValues = rows.values();
    int nullWords = rowValues.nullWords();
    int last = plan.length - 1;
    // As one line ends, so do all, or they are left.
    boolean returns = limit - from > 1 && bytes[limit - 2] == '\r';
    byte lineEnd = returns ? (byte) '\r' : (byte) '\n';
    int start = from;
    long next = number;
    int added = 0; // Records behind those in the batch, not told to it yet.
    records:
    while (start < limit) {
      int row = batch.size() + added;
      long[] values = rowValues.begin(row);
      int base = rowValues.base(row);
      int[] todo = plan;
      int position = start;
      for (int cell = 0; cell <= last; cell++) {
        byte delimiter = cell == last ? lineEnd : (byte) ';';
        int what = todo[cell];
        int column = what >> COLUMN_SHIFT;
        int end = position;
        if (bytes[position] == delimiter) {
          if ((what & KIND) != SKIPPED) {
            Values.setNull(values, base, column);
          }
        } else {
          int at = base + nullWords + column;
          switch (what & KIND) {
            case TEXT:
              end = PlainCells.text(bytes, words, position, delimiter, values, at);
              break;
            case LONG:
              end = PlainCells.whole(bytes, words, position, delimiter, values, at);
              break;
            case INT:
              end = PlainCells.whole(bytes, words, position, delimiter, values, at);
              end = values[at] == (int) values[at] ? end : PlainCells.OTHER;
              break;
            case DOUBLE:
              end = PlainCells.real(bytes, words, position, delimiter, values, at);
              break;
            case DATE:
              end = PlainCells.date(bytes, position, delimiter, values, at);
              break;
            case BOOLEAN:
              end = PlainCells.bool(bytes, position, delimiter, values, at);
              break;
            default:
              end = PlainCells.OTHER;
          }
          if (end == PlainCells.OTHER) {
            end = PlainCells.end(words, position);
            boolean fits =
                bytes[end] == delimiter
                    && ((what & KIND) == SKIPPED
                        || rows.column(column).convert(bytes, position, end, values, at));
            if (!fits) {
              break records;
            }
          }
        }
        if ((what & FILTERED) != 0 && !fulfils(filters[cell], bytes, position, end)) {
          todo = counting;
        }
        position = end + 1;
      }
      if (returns && bytes[position++] != '\n') {
        break;
      }
      start = position;
      if (todo == plan) {
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

  private static boolean fulfils(CellFilter[] filters, byte[] bytes, int start, int end) {
    for (CellFilter filter : filters) {
      if (!filter.passes(bytes, start, end)) {
        return false;
      }
    }
    return true;
  }
}
