package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One column of a batch of rows, as Spark reads it: whole numbers, booleans, dates, times and short
 * decimals are their 64 bits, doubles and floats the bits of a double. A text is where its cell
 * lies in the buffer of the batch, as {@link TextConverter} notes it.
 */
class Column extends ColumnVector {
  private static final long[] NOTHING = {};
  private static final byte[] NO_TEXT = {};

  private final RowBatch rows;
  private final int index;
  private final CellConverter converter;

  // What Spark is shown, and where in it the values are: it asks for each one by itself.
  private final int stride;
  private final int offset;
  private final int nullOffset;
  private final long nullBit;
  private long[] shownWords = NOTHING;
  private byte[] shownBytes = NO_TEXT;

  /**
   * A column of a batch.
   *
   * @param index of the column in {@link RowBatch#values()}
   */
  Column(DataType type, RowBatch rows, int index, CellConverter converter) {
    super(type);
    this.rows = rows;
    this.index = index;
    this.converter = converter;
    this.stride = rows.values().base(1);
    this.offset = rows.values().at(0, index);
    this.nullOffset = index / Long.SIZE;
    this.nullBit = 1L << index;
  }

  /** Lets Spark see what the batch holds now. */
  final void show() {
    shownWords = rows.values().words();
    shownBytes = rows.records().bytes();
  }

  /** Shows nothing any more, and so keeps no buffer that the batch does not. */
  final void hide() {
    shownWords = NOTHING;
    shownBytes = NO_TEXT;
  }

  /** Forgets what it holds beside the values of the batch. */
  void clear() {}

  /** Whether a cell fits; if so, its value is set. */
  final boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    return converter.convert(bytes, start, end, values, at);
  }

  /**
   * Converts a cell of some records; a blank one is null.
   *
   * @param records the places of the records, of which {@code count} are to be converted
   * @param from the first one to convert
   * @return the first one, an index of {@code records}, whose cell does not fit; or {@code count}
   */
  final int convert(RecordBatch batch, int cell, int[] records, int from, int count) {
    byte[] bytes = batch.bytes();
    Values values = rows.values();
    long[] words = values.words();
    for (int i = from; i < count; i++) {
      int row = records[i];
      int start = batch.start(row, cell);
      int end = batch.end(row, cell);
      if (start == end) {
        values.setNull(row, index);
      } else if (!converter.convert(bytes, start, end, words, values.at(row, index))) {
        return i;
      }
    }
    return count;
  }

  final void setNull(int row) {
    rows.values().setNull(row, index);
  }

  final long value(int row) {
    return shownWords[row * stride + offset];
  }

  @Override
  public boolean isNullAt(int row) {
    return (shownWords[row * stride + nullOffset] & nullBit) != 0;
  }

  @Override
  public boolean hasNull() {
    return numNulls() > 0;
  }

  @Override
  public int numNulls() {
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      count += isNullAt(row) ? 1 : 0;
    }
    return count;
  }

  /** Nothing to do: the batch is filled again, and Spark 4 closes a column behind each batch. */
  @Override
  public void close() {}

  @Override
  public boolean getBoolean(int row) {
    return value(row) != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) value(row);
  }

  @Override
  public short getShort(int row) {
    return (short) value(row);
  }

  @Override
  public int getInt(int row) {
    return (int) value(row);
  }

  @Override
  public long getLong(int row) {
    return value(row);
  }

  @Override
  public float getFloat(int row) {
    return (float) getDouble(row);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(value(row));
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return Decimal.createUnsafe(value(row), precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    long place = value(row);
    return UTF8String.fromBytes(
        shownBytes, TextConverter.start(place), TextConverter.length(place));
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
