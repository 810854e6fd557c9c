package io.github.pigmentspark.schema;

import static io.github.pigmentspark.schema.CaseSensitivity.INSENSITIVE;
import static io.github.pigmentspark.schema.CaseSensitivity.SENSITIVE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SchemaHintsTest {
  private static final Metadata COMMENT =
      new MetadataBuilder().putString("comment", "Cost centre").build();

  private final StructType inferred =
      new StructType()
          .add("Cost centre", DataTypes.LongType, true, COMMENT)
          .add("Month", DataTypes.DateType)
          .add("Revenue", DataTypes.DoubleType);

  @Test
  void replacesOnlyTheType() {
    StructType expected =
        new StructType()
            .add("Cost centre", DataTypes.StringType, true, COMMENT)
            .add("Month", DataTypes.DateType)
            .add("Revenue", DataTypes.createDecimalType(18, 2));
    assertEquals(expected, apply("Revenue DECIMAL(18,2), `Cost centre` STRING NOT NULL"));
  }

  @Test
  void keepsTheInferredSchema() {
    String before = inferred.json();
    apply("Revenue STRING");
    assertEquals(before, inferred.json());
  }

  @Test
  void warnsOfMissingColumnsIfADefault() {
    SchemaHints hints = SchemaHints.parse("Team STRING, Revenue STRING").ofManyExports();
    try (Warnings warnings = Warnings.of(SchemaHints.class.getName())) {
      StructType hinted = hints.apply(inferred, INSENSITIVE);

      assertArrayEquals(inferred.fieldNames(), hinted.fieldNames());
      assertEquals(DataTypes.StringType, hinted.apply("Revenue").dataType());
      assertEquals(
          List.of(
              "Option schemaHints has columns that the export lacks: `Team`. The export has"
                  + " `Cost centre`, `Month`, `Revenue`. The option is a default, so it is ignored"
                  + " for these columns."),
          warnings.take());
    }
  }

  @Test
  void respectsCaseSensitivity() {
    assertEquals(
        "Revenue",
        SchemaHints.parse("REVENUE STRING").apply(inferred, INSENSITIVE).fieldNames()[2]);
    assertEquals(DataTypes.StringType, apply("REVENUE STRING").fields()[2].dataType());
    assertEquals(
        "Option schemaHints has columns that the export lacks: `REVENUE`. The export has"
            + " `Cost centre`, `Month`, `Revenue`.",
        failure(() -> SchemaHints.parse("REVENUE STRING").apply(inferred, SENSITIVE)));
  }

  @Test
  void rejectsMissingColumns() {
    assertEquals(
        "Option schemaHints has columns that the export lacks: `Profit`, `Cost`. The export has"
            + " `Cost centre`, `Month`, `Revenue`.",
        failure(() -> apply("Profit STRING, Revenue STRING, Cost STRING")));
  }

  @Test
  void rejectsDuplicateColumn() {
    assertEquals(
        "Option schemaHints has the column `revenue` twice. Remove one of the two.",
        failure(() -> apply("Revenue STRING, Month DATE, revenue DOUBLE")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Revenue", "Revenue MONEY", "Cost centre STRING", "Revenue DECIMAL(39,0)"})
  void rejectsInvalidDdlWithAnExample(String ddl) {
    String message = failure(() -> SchemaHints.parse(ddl));
    assertTrue(
        message.startsWith(
            "Option schemaHints is \"" + ddl + "\": expected DDL like \"Revenue DECIMAL(18,2),"),
        message);
    assertTrue(message.contains("Spark says: "), message);
  }

  @Test
  void masksAKey() {
    for (String ddl : List.of("a_test_key_0123456789", "Revenue a_test_key_0123456789 INT")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> SchemaHints.parse(ddl));
      assertFalse(e.getMessage().contains("key"), e.getMessage());
      assertTrue(e.getMessage().contains("a_te…"), e.getMessage());
      assertNull(e.getCause());
    }
  }

  @Test
  void rejectsUnsupportedTypes() {
    String message = failure(() -> SchemaHints.parse("Revenue ARRAY<INT>"));
    assertTrue(
        message.startsWith("Column `Revenue` cannot be read as ARRAY<INT>. Use BOOLEAN"), message);
  }

  private StructType apply(String ddl) {
    return SchemaHints.parse(ddl).apply(inferred, INSENSITIVE);
  }

  private static String failure(Executable action) {
    return assertThrows(IllegalArgumentException.class, action).getMessage();
  }
}
