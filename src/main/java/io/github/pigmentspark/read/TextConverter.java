package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Utf8;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts. A value is where its cell lies in the buffer of the batch: the start in the upper half,
 * the length in the lower one.
 *
 * <p>Bytes that are not UTF-8 do not fit, nor does a text longer than its column.
 */
final class TextConverter implements CellConverter {
  private final RowBatch rows;
  private final int maxChars;

  /**
   * A converter for the texts of a batch.
   *
   * @param maxChars the most characters that fit
   */
  TextConverter(RowBatch rows, int maxChars) {
    this.rows = rows;
    this.maxChars = maxChars;
  }

  static long place(int start, int end) {
    return (long) start << Integer.SIZE | (end - start);
  }

  static int start(long place) {
    return (int) (place >>> Integer.SIZE);
  }

  static int length(long place) {
    return (int) place;
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    int length = end - start;
    if (!rows.isText() && !Utf8.isValid(bytes, start, end)) {
      return false;
    }
    if (length > maxChars && UTF8String.fromBytes(bytes, start, length).numChars() > maxChars) {
      return false;
    }
    values[at] = place(start, end);
    return true;
  }
}
