package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The values of one column in a batch of rows, converted from the cells of a batch of records.
 * Filled again for each batch.
 *
 * @param <A> the array that holds the values
 */
abstract class Column<A> extends ColumnVector {
  private final CellConverter<A> converter;
  private A values;
  private boolean[] nulls = new boolean[0];
  private int rows;

  Column(DataType type, CellConverter<A> converter, A none) {
    super(type);
    this.converter = converter;
    this.values = none;
  }

  /** An array for so many rows. */
  abstract A allocate(int rows);

  /** Makes room for the records of a batch; call it before {@link #convert}. */
  void begin(RecordBatch batch) {
    rows = batch.size();
    if (nulls.length < rows) {
      int capacity = Math.max(rows, 2 * nulls.length);
      nulls = new boolean[capacity];
      values = allocate(capacity);
    } else {
      Arrays.fill(nulls, 0, rows, false);
    }
  }

  /**
   * Converts a cell of each record; a blank one is null.
   *
   * @param from the first record to convert
   * @return the first record whose cell does not fit, {@link RecordBatch#size()} if all do
   */
  final int convert(RecordBatch batch, int cell, int from) {
    byte[] bytes = batch.bytes();
    int size = batch.size();
    for (int row = from; row < size; row++) {
      int start = batch.start(row, cell);
      int end = batch.end(row, cell);
      if (start == end) {
        nulls[row] = true;
      } else if (!convertCell(bytes, start, end, row)) {
        return row;
      }
    }
    return size;
  }

  final boolean convertCell(byte[] bytes, int start, int end, int row) {
    return converter.convert(bytes, start, end, values, row);
  }

  final void setNull(int row) {
    nulls[row] = true;
  }

  final A values() {
    return values;
  }

  @Override
  public boolean isNullAt(int row) {
    return nulls[row];
  }

  @Override
  public boolean hasNull() {
    return numNulls() > 0;
  }

  @Override
  public int numNulls() {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += nulls[row] ? 1 : 0;
    }
    return count;
  }

  /** Nothing to do: the arrays are filled again, and Spark 4 closes a column behind each batch. */
  @Override
  public void close() {}

  @Override
  public boolean getBoolean(int row) {
    throw notOfThisType();
  }

  @Override
  public byte getByte(int row) {
    throw notOfThisType();
  }

  @Override
  public short getShort(int row) {
    throw notOfThisType();
  }

  @Override
  public int getInt(int row) {
    throw notOfThisType();
  }

  @Override
  public long getLong(int row) {
    throw notOfThisType();
  }

  @Override
  public float getFloat(int row) {
    throw notOfThisType();
  }

  @Override
  public double getDouble(int row) {
    throw notOfThisType();
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    throw notOfThisType();
  }

  @Override
  public UTF8String getUTF8String(int row) {
    throw notOfThisType();
  }

  @Override
  public byte[] getBinary(int row) {
    throw notOfThisType();
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw notOfThisType();
  }

  @Override
  public ColumnarMap getMap(int row) {
    throw notOfThisType();
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw notOfThisType();
  }

  private UnsupportedOperationException notOfThisType() {
    return new UnsupportedOperationException("This column is " + type.sql());
  }
}
