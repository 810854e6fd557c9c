package io.github.pigmentspark.read;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.VarcharType;

/** Values of columns, as Spark gets them. */
final class ColumnValues {
  private ColumnValues() {}

  /** A value that is not null; a text as a string, since it may be a view of a buffer. */
  static Object of(Column column, int row) {
    DataType type = column.dataType();
    if (type instanceof StringType || type instanceof CharType || type instanceof VarcharType) {
      return column.getUTF8String(row).toString();
    }
    if (type instanceof DoubleType) {
      return column.getDouble(row);
    }
    if (type instanceof FloatType) {
      return column.getFloat(row);
    }
    if (type instanceof DecimalType decimal) {
      return column.getDecimal(row, decimal.precision(), decimal.scale());
    }
    if (type instanceof BooleanType) {
      return column.getBoolean(row);
    }
    if (type instanceof ByteType) {
      return column.getByte(row);
    }
    if (type instanceof ShortType) {
      return column.getShort(row);
    }
    return type instanceof IntegerType || type instanceof DateType
        ? (Object) column.getInt(row)
        : (Object) column.getLong(row);
  }
}
