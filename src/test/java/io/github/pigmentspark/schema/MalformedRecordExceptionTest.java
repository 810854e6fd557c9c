package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MalformedRecordExceptionTest {
  private static final ExportRequest REQUEST =
      ExportRequest.builder(
              ExportKind.VIEW, "2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55", DateFormat.ISO8601)
          .build();

  @Test
  void namesRecordColumnValueAndTypeAndSaysWhatToDo() throws IOException {
    assertEquals(
        "Record 1 of view 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55: column `Cost `k`` contains \"1,5\","
            + " which is not a valid BIGINT. If the type was inferred, the sample had no such value:"
            + " raise sampleSize, or set schemaHints=\"`Cost ``k``` STRING\". Set"
            + " mode=PERMISSIVE to read such fields as null, or mode=DROPMALFORMED to drop their records.",
        message("1,5", "Cost `k`", DataTypes.LongType));
  }

  @Test
  void cutsLongValues() throws IOException {
    assertTrue(
        message("x".repeat(100), "c", DataTypes.LongType).contains("\"" + "x".repeat(100) + "\""));
    assertTrue(
        message("x".repeat(101), "c", DataTypes.LongType).contains("\"" + "x".repeat(100) + "…\""));
    assertTrue(
        message("é".repeat(5000), "c", DataTypes.LongType)
            .contains("\"" + "é".repeat(100) + "…\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHAR(2)", "VARCHAR(2)"})
  void doesNotReportLongTextAsInvalidUtf8(String type) throws IOException {
    String message = message("abc", "c", StructType.fromDDL("c " + type).fields()[0].dataType());
    assertTrue(message.contains("contains \"abc\", which is not a valid " + type), message);
    assertFalse(message.contains("UTF-8"), message);
  }

  private static String message(String cell, String column, DataType type) throws IOException {
    byte[] export = ("c\n" + cell + "\n").getBytes(StandardCharsets.UTF_8);
    RecordReader records = RecordReader.of(new ByteArrayInputStream(export), 1 << 20);
    RecordBatch batch = new RecordBatch();
    records.read(batch);
    return MalformedRecordException.of(REQUEST, batch, 0, 0, column, type).getMessage();
  }
}
