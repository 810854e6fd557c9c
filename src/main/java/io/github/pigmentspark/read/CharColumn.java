package io.github.pigmentspark.read;

import org.apache.spark.sql.types.CharType;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts that are filled up with spaces, as SQL has it for CHAR. */
final class CharColumn extends Column {
  private final int length;

  CharColumn(CharType type, RowBatch rows, int index) {
    super(type, rows, index, new TextConverter(rows, type.length()));
    this.length = type.length();
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return super.getUTF8String(row).rpad(length, UTF8String.blankString(1));
  }
}
