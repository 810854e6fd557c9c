package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.BooleanText;
import io.github.pigmentspark.schema.DateText;
import io.github.pigmentspark.schema.SupportedTypes;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;

/** The converter for each type that a column can have. */
final class CellConverters {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SECONDS_PER_DAY = 24 * 60 * 60;

  private CellConverters() {}

  /** The converter for a type that {@link SupportedTypes} accepts. */
  static CellConverter of(DataType type) {
    // CHAR and VARCHAR first: in some Sparks they are strings too.
    if (type instanceof CharType) {
      return StringConverter.ofChar(((CharType) type).length());
    }
    if (type instanceof VarcharType) {
      return StringConverter.ofVarchar(((VarcharType) type).length());
    }
    if (type instanceof StringType) {
      return StringConverter.ofString();
    }
    if (type instanceof DoubleType) {
      return new DoubleConverter();
    }
    if (type instanceof FloatType) {
      return new FloatConverter();
    }
    if (type instanceof LongType) {
      return new IntegralConverter(Long.MIN_VALUE, Long.MAX_VALUE, (r, c, v) -> r.setLong(c, v));
    }
    if (type instanceof IntegerType) {
      return new IntegralConverter(
          Integer.MIN_VALUE, Integer.MAX_VALUE, (r, c, v) -> r.setInt(c, (int) v));
    }
    if (type instanceof ShortType) {
      return new IntegralConverter(
          Short.MIN_VALUE, Short.MAX_VALUE, (r, c, v) -> r.setShort(c, (short) v));
    }
    if (type instanceof ByteType) {
      return new IntegralConverter(
          Byte.MIN_VALUE, Byte.MAX_VALUE, (r, c, v) -> r.setByte(c, (byte) v));
    }
    if (type instanceof DecimalType) {
      return new DecimalConverter((DecimalType) type);
    }
    if (type instanceof BooleanType) {
      return booleans();
    }
    if (type instanceof DateType) {
      return dates();
    }
    if (type instanceof TimestampType) {
      return timestamps(DateText::instantSeconds);
    }
    if (SupportedTypes.isTimestampNtz(type)) {
      return timestamps(DateText::localSeconds);
    }
    throw new IllegalArgumentException("Cells cannot be read as " + type.sql());
  }

  private static CellConverter booleans() {
    return (bytes, start, end, row, column) -> {
      boolean isTrue = BooleanText.isTrue(bytes, start, end);
      if (!isTrue && !BooleanText.isFalse(bytes, start, end)) {
        return false;
      }
      row.setBoolean(column, isTrue);
      return true;
    };
  }

  /** A date, or a timestamp at midnight: the day that it shows, whatever its offset. */
  private static CellConverter dates() {
    return (bytes, start, end, row, column) -> {
      long day = DateText.day(bytes, start, end);
      if (day == DateText.NONE) {
        long seconds = DateText.localSeconds(bytes, start, end);
        if (seconds == DateText.NONE || Math.floorMod(seconds, SECONDS_PER_DAY) != 0) {
          return false;
        }
        day = Math.floorDiv(seconds, SECONDS_PER_DAY);
      }
      row.setInt(column, (int) day);
      return true;
    };
  }

  /** A timestamp, or a date at midnight UTC, as Pigment's own Legacy format writes a date. */
  private static CellConverter timestamps(SecondsReader reader) {
    return (bytes, start, end, row, column) -> {
      long seconds = reader.read(bytes, start, end);
      if (seconds == DateText.NONE) {
        long day = DateText.day(bytes, start, end);
        if (day == DateText.NONE) {
          return false;
        }
        seconds = day * SECONDS_PER_DAY;
      }
      row.setLong(column, seconds * MICROS_PER_SECOND);
      return true;
    };
  }

  private interface SecondsReader {
    long read(byte[] bytes, int start, int end);
  }
}
