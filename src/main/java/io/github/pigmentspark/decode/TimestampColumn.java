package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.DateText;
import io.github.pigmentspark.schema.SupportedTypes;
import org.apache.spark.sql.types.DataType;

/**
 * A TIMESTAMP or TIMESTAMP_NTZ column. A TIMESTAMP is an instant. A TIMESTAMP_NTZ is the date and
 * time as written, without the offset. A date becomes midnight UTC, as in Pigment's Legacy format.
 */
final class TimestampColumn extends PigmentColumnVector {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final boolean isLocal;

  TimestampColumn(DataType type) {
    super(type);
    this.isLocal = SupportedTypes.isTimestampNtz(type);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    long seconds =
        isLocal
            ? DateText.localSeconds(bytes, start, end)
            : DateText.instantSeconds(bytes, start, end);
    if (seconds == DateText.NONE) {
      long day = DateText.day(bytes, start, end);
      if (day == DateText.NONE) {
        return false;
      }
      seconds = day * DateText.SECONDS_PER_DAY;
    }
    set(row, seconds * MICROS_PER_SECOND);
    return true;
  }
}
