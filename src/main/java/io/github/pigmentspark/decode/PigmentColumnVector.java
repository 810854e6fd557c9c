package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.schema.SupportedTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of decoded 64-bit values. Each subclass decodes the fields of one type. An empty field
 * is null.
 */
abstract class PigmentColumnVector extends ColumnVector {
  private long[] values = {};
  private boolean[] nulls = {};
  private int rows;

  PigmentColumnVector(DataType type) {
    super(type);
  }

  /** Returns an empty column of a type that {@link SupportedTypes} accepts. */
  static PigmentColumnVector of(DataType type) {
    // CHAR and VARCHAR come first, because they are subclasses of StringType in some versions of
    // Spark.
    if (type instanceof CharType) {
      return StringColumn.padded(type, ((CharType) type).length());
    }
    if (type instanceof VarcharType) {
      return StringColumn.limited(type, ((VarcharType) type).length());
    }
    if (type instanceof StringType) {
      return StringColumn.limited(type, Integer.MAX_VALUE);
    }
    if (type instanceof DoubleType) {
      return new DoubleColumn();
    }
    if (type instanceof FloatType) {
      return new FloatColumn();
    }
    if (type instanceof DecimalType) {
      return new DecimalColumn((DecimalType) type);
    }
    if (type instanceof LongType) {
      return new IntegralColumn(type, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type instanceof IntegerType) {
      return new IntegralColumn(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type instanceof ShortType) {
      return new IntegralColumn(type, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type instanceof ByteType) {
      return new IntegralColumn(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (type instanceof BooleanType) {
      return new BooleanColumn();
    }
    if (type instanceof DateType) {
      return new DateColumn();
    }
    if (type instanceof TimestampType || SupportedTypes.isTimestampNtz(type)) {
      return new TimestampColumn(type);
    }
    throw new IllegalArgumentException("There is no column vector for " + type.sql());
  }

  /**
   * Decodes a field and sets the value of a row.
   *
   * @param bytes the bytes that contain the field, from {@code start} (inclusive) to {@code end}
   *     (exclusive); the field has at least one byte
   * @return whether the text matches the column's type exactly; if not, the value of the row is
   *     undefined
   */
  abstract boolean decode(byte[] bytes, int start, int end, int row);

  /** Prepares the column for decoding {@code count} fields of a batch. */
  void begin(RecordBatch batch, int count) {
    rows = count;
    if (values.length < count) {
      values = new long[count];
      nulls = new boolean[count];
    }
  }

  /**
   * Decodes a field in several records.
   *
   * @param records for each row, starting with row 0, the position of its record in the batch
   * @param from the first row to decode
   * @param to the row after the last row to decode
   * @return the first row whose field doesn't match the column's type, or {@code to} if there is
   *     none
   */
  int decode(RecordBatch batch, int field, int[] records, int from, int to) {
    byte[] bytes = batch.bytes();
    int[] previousEnds = batch.ends(field - 1);
    int[] ends = batch.ends(field);
    for (int row = from; row < to; row++) {
      int start = previousEnds[records[row]] + 1;
      int end = ends[records[row]];
      nulls[row] = start == end;
      if (start != end && !decode(bytes, start, end, row)) {
        return row;
      }
    }
    return to;
  }

  final void set(int row, long value) {
    values[row] = value;
  }

  final void setNull(int row, boolean isNull) {
    nulls[row] = isNull;
  }

  /** Returns the bits of a row's value. */
  final long value(int row) {
    return values[row];
  }

  @Override
  public final boolean isNullAt(int row) {
    return nulls[row];
  }

  @Override
  public final boolean hasNull() {
    return numNulls() > 0;
  }

  @Override
  public final int numNulls() {
    int count = 0;
    for (int row = 0; row < rows; row++) {
      count += nulls[row] ? 1 : 0;
    }
    return count;
  }

  /** Does nothing, because Spark 4 closes columns after each batch, but this column is reused. */
  @Override
  public final void close() {}

  @Override
  public boolean getBoolean(int row) {
    return values[row] != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) values[row];
  }

  @Override
  public short getShort(int row) {
    return (short) values[row];
  }

  @Override
  public int getInt(int row) {
    return (int) values[row];
  }

  @Override
  public long getLong(int row) {
    return values[row];
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
    return new UnsupportedOperationException("The type of this column is " + type.sql());
  }
}
