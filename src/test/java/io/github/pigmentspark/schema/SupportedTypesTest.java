package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SupportedTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BOOLEAN",
        "TINYINT",
        "SMALLINT",
        "INT",
        "BIGINT",
        "FLOAT",
        "DOUBLE",
        "DECIMAL(38,18)",
        "DATE",
        "TIMESTAMP",
        "CHAR(3)",
        "VARCHAR(3)",
        "STRING",
      })
  void acceptsDocumentedTypes(String type) {
    assertDoesNotThrow(() -> SupportedTypes.check(StructType.fromDDL("c " + type)));
  }

  @Test
  void acceptsTimestampNtz() {
    StructType schema = new StructType().add("c", TimestampNTZType$.MODULE$);
    assertDoesNotThrow(() -> SupportedTypes.check(schema));
    assertTrue(SupportedTypes.isTimestampNtz(TimestampNTZType$.MODULE$));
    assertFalse(SupportedTypes.isTimestampNtz(DataTypes.TimestampType));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BINARY",
        "ARRAY<STRING>",
        "MAP<STRING, INT>",
        "STRUCT<a: INT>",
        "INTERVAL DAY TO SECOND",
        "INTERVAL YEAR TO MONTH",
      })
  void rejectsOtherTypes(String type) {
    StructType schema = StructType.fromDDL("a INT, `Cost centre` " + type);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SupportedTypes.check(schema));
    assertEquals(
        "Column `Cost centre` cannot be read as "
            + schema.fields()[1].dataType().sql()
            + ". Use BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p,s), DATE,"
            + " TIMESTAMP, TIMESTAMP_NTZ, CHAR(n), VARCHAR(n) or STRING.",
        e.getMessage());
  }
}
