package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.Excerpt;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column that contains the text of malformed records and is null for all other records. The text
 * is the same as in the export, except that invalid UTF-8 is replaced.
 */
final class CorruptRecordColumn extends PigmentColumnVector {
  private static final int MAX_CHARS = 30_000;
  private static final int MAX_BYTES = 4 * (MAX_CHARS + 1);

  private UTF8String[] texts = {};

  CorruptRecordColumn() {
    super(DataTypes.StringType);
  }

  @Override
  void begin(RecordBatch batch, int count) {
    super.begin(batch, count);
    if (texts.length < count) {
      texts = new UTF8String[count];
    }
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    throw new UnsupportedOperationException("The text of a record does not come from a field");
  }

  /** Sets all rows to null. */
  @Override
  int decode(RecordBatch batch, int field, int[] records, int from, int to) {
    for (int row = from; row < to; row++) {
      setNull(row, true);
    }
    return to;
  }

  /** Sets a row to the text of its record. */
  void show(RecordBatch batch, int record, int row) {
    texts[row] = UTF8String.fromString(Excerpt.of(batch.text(record, MAX_BYTES), MAX_CHARS));
    setNull(row, false);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return texts[row];
  }
}
