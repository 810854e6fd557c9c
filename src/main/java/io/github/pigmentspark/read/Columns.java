package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.BooleanText;
import io.github.pigmentspark.schema.DateText;
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

/** The column for each type that a column can have. */
final class Columns {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 24 * 60 * 60;

  private Columns() {}

  /**
   * A column of a type that {@link SupportedTypes} accepts.
   *
   * @param rows the batch that it belongs to
   * @param index where in a row its values are
   */
  static Column of(DataType type, RowBatch rows, int index) {
    if (type instanceof CharType) { // Before STRING: in some Sparks it is one, too.
      return new CharColumn((CharType) type, rows, index);
    }
    if (type instanceof DecimalType
        && ((DecimalType) type).precision() > Decimal.MAX_LONG_DIGITS()) {
      return WideDecimalColumn.of((DecimalType) type, rows, index);
    }
    return new Column(type, rows, index, converter(type, rows));
  }

  private static CellConverter converter(DataType type, RowBatch rows) {
    if (type instanceof VarcharType) {
      return new TextConverter(rows, ((VarcharType) type).length());
    }
    if (type instanceof StringType) {
      return new TextConverter(rows, Integer.MAX_VALUE);
    }
    if (type instanceof DoubleType) {
      return new DoubleConverter();
    }
    if (type instanceof FloatType) {
      return new FloatConverter();
    }
    if (type instanceof DecimalType) {
      return new DecimalConverter((DecimalType) type, Decimal::toUnscaledLong);
    }
    return whole(type);
  }

  private static CellConverter whole(DataType type) {
    if (type instanceof LongType) {
      return new IntegralConverter(Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type instanceof IntegerType) {
      return new IntegralConverter(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type instanceof ShortType) {
      return new IntegralConverter(Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type instanceof ByteType) {
      return new IntegralConverter(Byte.MIN_VALUE, Byte.MAX_VALUE);
    }
    if (type instanceof BooleanType) {
      return Columns::convertBoolean;
    }
    if (type instanceof DateType) {
      return Columns::convertDate;
    }
    if (type instanceof TimestampType) {
      return timestamps(DateText::instantSeconds);
    }
    if (SupportedTypes.isTimestampNtz(type)) {
      return timestamps(DateText::localSeconds);
    }
    throw new IllegalArgumentException("Cells cannot be read as " + type.sql());
  }

  private static boolean convertBoolean(byte[] bytes, int start, int end, long[] values, int at) {
    boolean isTrue = BooleanText.isTrue(bytes, start, end);
    if (!isTrue && !BooleanText.isFalse(bytes, start, end)) {
      return false;
    }
    values[at] = isTrue ? 1 : 0;
    return true;
  }

  /** A date, or a timestamp at midnight: the day that it shows, whatever its offset. */
  private static boolean convertDate(byte[] bytes, int start, int end, long[] values, int at) {
    long day = DateText.day(bytes, start, end);
    if (day == DateText.NONE) {
      long seconds = DateText.localSeconds(bytes, start, end);
      if (seconds == DateText.NONE || Math.floorMod(seconds, SECONDS_PER_DAY) != 0) {
        return false;
      }
      day = Math.floorDiv(seconds, SECONDS_PER_DAY);
    }
    values[at] = day;
    return true;
  }

  /** A timestamp, or a date at midnight UTC, as Pigment's own Legacy format writes a date. */
  private static CellConverter timestamps(SecondsReader reader) {
    return (bytes, start, end, values, at) -> {
      long seconds = reader.read(bytes, start, end);
      if (seconds == DateText.NONE) {
        long day = DateText.day(bytes, start, end);
        if (day == DateText.NONE) {
          return false;
        }
        seconds = day * SECONDS_PER_DAY;
      }
      values[at] = seconds * MICROS_PER_SECOND;
      return true;
    };
  }

  private interface SecondsReader {
    long read(byte[] bytes, int start, int end);
  }
}
