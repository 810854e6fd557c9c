package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Utf8;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A string is a view of the cell's bytes, which hold until the reader moves on, as long as the row
 * itself. Bytes that are not UTF-8 do not fit, nor does a text longer than its column.
 */
final class StringConverter implements CellConverter {
  private final int minLength;
  private final int maxLength;

  private StringConverter(int minLength, int maxLength) {
    this.minLength = minLength;
    this.maxLength = maxLength;
  }

  static StringConverter ofString() {
    return new StringConverter(0, Integer.MAX_VALUE);
  }

  /** Texts of at most {@code length} characters. */
  static StringConverter ofVarchar(int length) {
    return new StringConverter(0, length);
  }

  /** Texts of at most {@code length} characters, filled up with spaces as SQL has it. */
  static StringConverter ofChar(int length) {
    return new StringConverter(length, length);
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, SpecificInternalRow row, int column) {
    if (!Utf8.isValid(bytes, start, end)) {
      return false;
    }
    UTF8String text = UTF8String.fromBytes(bytes, start, end - start);
    if (end - start > maxLength && text.numChars() > maxLength) {
      return false;
    }
    row.update(column, minLength == 0 ? text : text.rpad(minLength, UTF8String.blankString(1)));
    return true;
  }
}
