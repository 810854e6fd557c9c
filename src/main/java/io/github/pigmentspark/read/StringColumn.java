package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.Utf8;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts. A value is where its cell lies in the buffer of the batch: the start in the upper half,
 * the length in the lower one.
 *
 * <p>Bytes that are not UTF-8 do not fit, nor does a text longer than its column. A CHAR is filled
 * up with spaces, as SQL has it.
 */
final class StringColumn extends Column<long[]> {
  private final int padding;
  private final Texts texts;
  private byte[] bytes = new byte[0];

  private StringColumn(DataType type, int padding, Texts texts) {
    super(type, texts, new long[0]);
    this.padding = padding;
    this.texts = texts;
  }

  static StringColumn of(DataType type) {
    // CHAR and VARCHAR first: in some Sparks they are strings too.
    if (type instanceof CharType) {
      int length = ((CharType) type).length();
      return new StringColumn(type, length, new Texts(length));
    }
    if (type instanceof VarcharType) {
      return new StringColumn(type, 0, new Texts(((VarcharType) type).length()));
    }
    return new StringColumn(type, 0, new Texts(Integer.MAX_VALUE));
  }

  @Override
  long[] allocate(int rows) {
    return new long[rows];
  }

  @Override
  void begin(RecordBatch batch) {
    super.begin(batch);
    bytes = batch.bytes();
    texts.allValid = batch.isText();
  }

  @Override
  public UTF8String getUTF8String(int row) {
    long value = values()[row];
    UTF8String text = UTF8String.fromBytes(bytes, (int) (value >>> Integer.SIZE), (int) value);
    return padding == 0 ? text : text.rpad(padding, UTF8String.blankString(1));
  }

  private static final class Texts implements CellConverter<long[]> {
    private final int maxChars;
    private boolean allValid;

    Texts(int maxChars) {
      this.maxChars = maxChars;
    }

    @Override
    public boolean convert(byte[] bytes, int start, int end, long[] values, int row) {
      int length = end - start;
      if (!allValid && !Utf8.isValid(bytes, start, end)) {
        return false;
      }
      if (length > maxChars && UTF8String.fromBytes(bytes, start, length).numChars() > maxChars) {
        return false;
      }
      values[row] = (long) start << Integer.SIZE | length;
      return true;
    }
  }
}
