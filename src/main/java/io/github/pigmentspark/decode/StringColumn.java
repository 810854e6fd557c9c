package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.Utf8;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A STRING, VARCHAR or CHAR column. A value is the position of its field in the batch's bytes, with
 * the start in the upper half and the length in the lower half. Text that is too long or not UTF-8
 * doesn't match the type.
 */
final class StringColumn extends PigmentColumnVector {
  private static final byte[] NO_BYTES = {};

  private final int maxChars;
  private final int padding;
  private byte[] shown = NO_BYTES;
  private boolean isUtf8;

  private StringColumn(DataType type, int maxChars, int padding) {
    super(type);
    this.maxChars = maxChars;
    this.padding = padding;
  }

  /** Returns a column for text of up to {@code maxChars} characters. */
  static StringColumn limited(DataType type, int maxChars) {
    return new StringColumn(type, maxChars, 0);
  }

  /**
   * Returns a column for text that is padded with spaces to {@code chars} characters, as SQL
   * defines for CHAR.
   */
  static StringColumn padded(DataType type, int chars) {
    return new StringColumn(type, chars, chars);
  }

  @Override
  void begin(RecordBatch batch, int count) {
    super.begin(batch, count);
    shown = batch.bytes();
    // Checking the whole batch once is faster than checking many fields.
    isUtf8 = 2 * count > batch.size() && batch.isUtf8();
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    int length = end - start;
    if (!isUtf8 && !Utf8.isValid(bytes, start, end)) {
      return false;
    }
    if (length > maxChars && UTF8String.fromBytes(bytes, start, length).numChars() > maxChars) {
      return false;
    }
    set(row, (long) start << Integer.SIZE | length);
    return true;
  }

  @Override
  public UTF8String getUTF8String(int row) {
    long place = value(row);
    UTF8String text = UTF8String.fromBytes(shown, (int) (place >>> Integer.SIZE), (int) place);
    return padding == 0 ? text : text.rpad(padding, UTF8String.blankString(1));
  }
}
