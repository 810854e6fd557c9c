package io.github.pigmentspark.schema;

import io.github.pigmentspark.pigment.PigmentException;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The types that a column can have. They are compared by name, because some versions of Spark lack
 * the classes for some of them.
 */
public final class SupportedTypes {
  private static final Pattern NAMES =
      Pattern.compile(
          "boolean|byte|short|integer|long|float|double|decimal\\(.*|date|timestamp|timestamp_ntz"
              + "|string( collate .*)?|char\\(.*|varchar\\(.*");

  private SupportedTypes() {}

  /**
   * Checks the types of a schema.
   *
   * @throws PigmentException if a type is not supported; the message names the first such column
   */
  public static void check(StructType schema) {
    for (StructField field : schema.fields()) {
      if (!NAMES.matcher(field.dataType().typeName()).matches()) {
        throw new PigmentException(
            String.format(
                "Column `%s` cannot be read as %s. Use BOOLEAN, TINYINT, SMALLINT, INT, BIGINT,"
                    + " FLOAT, DOUBLE, DECIMAL(p,s), DATE, TIMESTAMP, TIMESTAMP_NTZ, CHAR(n),"
                    + " VARCHAR(n) or STRING.",
                field.name(), field.dataType().sql()));
      }
    }
  }

  public static boolean isTimestampNtz(DataType type) {
    return type.typeName().equals("timestamp_ntz");
  }
}
