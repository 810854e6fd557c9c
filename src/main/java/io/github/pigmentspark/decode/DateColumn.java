package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.DateText;
import org.apache.spark.sql.types.DataTypes;

/**
 * A DATE column. The value is the date as written. A timestamp matches the type if its time is
 * midnight, regardless of its offset.
 */
final class DateColumn extends PigmentColumnVector {
  DateColumn() {
    super(DataTypes.DateType);
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    long day = DateText.day(bytes, start, end);
    if (day == DateText.NONE) {
      long seconds = DateText.localSeconds(bytes, start, end);
      if (seconds == DateText.NONE || Math.floorMod(seconds, DateText.SECONDS_PER_DAY) != 0) {
        return false;
      }
      day = Math.floorDiv(seconds, DateText.SECONDS_PER_DAY);
    }
    set(row, day);
    return true;
  }
}
