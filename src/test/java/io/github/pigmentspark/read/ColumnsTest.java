package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnsTest {
  @ParameterizedTest
  @CsvSource({
    "STRING, java.lang.String",
    "VARCHAR(10), java.lang.String",
    "CHAR(10), java.lang.String",
    "TINYINT, java.lang.Byte",
    "SMALLINT, java.lang.Short",
    "INT, java.lang.Integer",
    "BIGINT, java.lang.Long",
    "FLOAT, java.lang.Float",
    "DOUBLE, java.lang.Double",
    "'DECIMAL(10,2)', org.apache.spark.sql.types.Decimal",
  })
  void eachTypeOfNumberOrTextHasTheValueThatSparkExpects(String type, Class<?> expected) {
    assertEquals(expected, Conversion.to(type).of("42").orElseThrow().getClass());
  }

  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "True, true", "false, false", "fAlSe, false"})
  void booleansAreReadInAnyCase(String cell, boolean expected) {
    assertEquals(Optional.of(expected), Conversion.to("BOOLEAN").of(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "yes", "no", "t", "tru", "truee", " true", "true ", "wahr", "tr\u0155e"})
  void otherWordsAreNoBooleans(String cell) {
    assertFalse(Conversion.to("BOOLEAN").fits(cell));
  }

  @Test
  void aTypeThatNoCellHasIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowBatch.of(new StructType().add("c", DataTypes.BinaryType)));
    assertEquals("Cells cannot be read as BINARY", e.getMessage());
  }
}
