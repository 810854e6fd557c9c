package io.github.pigmentspark.schema;

import io.github.pigmentspark.pigment.PigmentException;
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
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.VarcharType;

/** The types that a column can have. */
public final class SupportedTypes {
  private SupportedTypes() {}

  /**
   * Checks the types of a schema.
   *
   * @throws PigmentException if a type is not supported; names the first such column
   */
  public static void check(StructType schema) {
    for (StructField field : schema.fields()) {
      if (!isSupported(field.dataType())) {
        throw new PigmentException(
            String.format(
                "Column `%s` cannot be read as %s. Use BOOLEAN, TINYINT, SMALLINT, INT, BIGINT,"
                    + " FLOAT, DOUBLE, DECIMAL(p,s), DATE, TIMESTAMP, TIMESTAMP_NTZ, CHAR(n),"
                    + " VARCHAR(n) or STRING.",
                field.name(), field.dataType().sql()));
      }
    }
  }

  private static boolean isSupported(DataType type) {
    return type instanceof StringType
        || type instanceof CharType
        || type instanceof VarcharType
        || type instanceof BooleanType
        || type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || type instanceof FloatType
        || type instanceof DoubleType
        || type instanceof DecimalType
        || type instanceof DateType
        || type instanceof TimestampType
        || isTimestampNtz(type);
  }

  /** Compares by name, since the class is not in every Spark supported. */
  public static boolean isTimestampNtz(DataType type) {
    return type.typeName().equals("timestamp_ntz");
  }
}
