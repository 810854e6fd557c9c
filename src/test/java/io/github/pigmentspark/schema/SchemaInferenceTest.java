package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.options.TestOptions;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

final class SchemaInferenceTest {
  @Test
  void infersTheTypeThatFitsAllCells() throws IOException {
    String export =
        """
        text;blank;flag;count;large;amount;iso;date;time;both;code
        a;;TRUE;1;1;1;2024-11-21;10/25/2024;10/25/2024 00:00:00 +00:00;10/25/2024;1
        ;;;;;;;;;;
        1;;false;-2;9223372036854775808;2.5;2024-02-29;12/31/2024;10/26/2024 12:00:00 -02:00;\
        10/25/2024 00:00:00 +00:00;02
        """;
    assertEquals(
        "text STRING, blank STRING, flag BOOLEAN, count BIGINT, large DECIMAL(38,0), amount DOUBLE,"
            + " iso DATE, date DATE, time TIMESTAMP, both TIMESTAMP, code STRING",
        infer(export));
  }

  @Test
  void infersStringsWithoutRecords() throws IOException {
    assertEquals("a STRING, b STRING", infer("a;b\n"));
  }

  @Test
  void readsNoRecordWithoutInference() throws IOException {
    assertEquals("a STRING, b STRING", infer("a;b\n1;2\n3\n", "inferSchema", "false"));
  }

  @Test
  void samplesTheGivenNumberOfRecords() throws IOException {
    String export = "a\n1\n2\n3.5\nx\n";
    assertEquals("a BIGINT", infer(export, "sampleSize", "2"));
    assertEquals("a DOUBLE", infer(export, "sampleSize", "3"));
    assertEquals("a STRING", infer(export, "sampleSize", "4"));
  }

  @Test
  void readsNothingAfterTheSample() throws IOException {
    String cutInsideQuotes = "a\n1\n\"2";
    assertEquals("a BIGINT", infer(cutInsideQuotes, "sampleSize", "1"));
    assertEquals("a STRING", infer("a\n\"2", "inferSchema", "false"));
  }

  @Test
  void keepsTheTitleOfARenamedColumnAsItsComment() throws IOException {
    StructType schema = schema("Month;month;;Cost centre\n", "columnNames", "safe");
    StructField[] fields = schema.fields();
    assertEquals("Month, month_2, _c2, Cost_centre", String.join(", ", schema.fieldNames()));
    assertTrue(fields[0].getComment().isEmpty());
    assertEquals("month", fields[1].getComment().get());
    assertEquals("", fields[2].getComment().get());
    assertEquals("Cost centre", fields[3].getComment().get());
  }

  @Test
  void appliesSchemaHints() throws IOException {
    assertEquals(
        "Cost_centre STRING, Revenue DECIMAL(18,2)",
        infer(
            "Cost centre;Revenue\n1;2.5\n",
            "columnNames",
            "safe",
            "schemaHints",
            "revenue DECIMAL(18,2), Cost_centre STRING"));
  }

  @Test
  void failsOnMalformedRecordsInFailfastOnly() throws IOException {
    String export = "a;b\n1;1\n2\n3;3.5\n";
    MalformedRecordException e = assertThrows(MalformedRecordException.class, () -> infer(export));
    assertEquals(
        "Record 2 of view "
            + TestOptions.VIEW_ID
            + " is malformed: it has 1 field, but the header has 2. It starts with \"2\"."
            + " Set mode=PERMISSIVE to read such records as nulls, or mode=DROPMALFORMED to drop them.",
        e.getMessage());
    assertEquals("a BIGINT, b DOUBLE", infer(export, "mode", "PERMISSIVE"));
    assertEquals("a BIGINT, b DOUBLE", infer(export, "mode", "DROPMALFORMED"));
  }

  @Test
  void warnsOfColumnsThatAreBlankInTheWholeSample() throws IOException {
    try (Warnings warnings = Warnings.of("io.github.pigmentspark.schema.SchemaInference")) {
      infer("a;b;c\n1;;\n2;;\n", "schemaHints", "c DATE");
      infer("a;b\n");
      infer("a;b\n1;2\n");

      List<String> messages = warnings.take();
      assertEquals(1, messages.size(), messages::toString);
      assertTrue(
          messages.get(0).contains(": all sampled cells of `b` are blank, so the type is STRING."));
      assertTrue(messages.get(0).contains("schemaHints"));
    }
  }

  @Test
  void infersTheTypeThatFitsAllExports() throws IOException {
    SchemaInference inference = inference(TestOptions.of());
    add(inference, TestOptions.of(), "a;b\n2.5;\n");
    add(inference, TestOptions.of(), "a;b\n1;x\n");
    assertEquals("a DOUBLE, b STRING", ddl(inference.schema().schema()));
  }

  @Test
  void ignoresDefaultHintsOfOtherColumns() throws IOException {
    ReadOptions options = TestOptions.withDefaults("schemaHints", "a STRING, z STRING");
    SchemaInference inference = inference(options);
    add(inference, options, "a\n1\n");
    assertEquals("a STRING", ddl(inference.schema().schema()));
  }

  @Test
  void rejectsHintsOfOtherColumns() {
    assertTrue(
        assertThrows(PigmentException.class, () -> infer("a\n1\n", "schemaHints", "z STRING"))
            .getMessage()
            .startsWith("Option schemaHints has columns that the export lacks: `z`."));
  }

  @Test
  void rejectsAnExportWithOtherColumns() throws IOException {
    ReadOptions options = TestOptions.of();
    SchemaInference inference = inference(options);
    add(inference, options, "a;b\n");
    String view = "view " + TestOptions.VIEW_ID;
    assertEquals(
        "The export of "
            + view
            + " has different columns from that of "
            + view
            + ": `a`, `c` instead of `a`, `b`. Read each scenario separately, and union the"
            + " columns that the scenarios share.",
        assertThrows(PigmentException.class, () -> add(inference, options, "a;c\n")).getMessage());
  }

  @Test
  void addsAColumnForMalformedRecordsInPermissiveMode() throws IOException {
    ReadOptions options = TestOptions.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", "bad");
    SchemaInference inference = inference(options);
    add(inference, options, "a\n1\n");
    InferredSchema inferred = inference.schema();
    assertEquals("a BIGINT, bad STRING", ddl(inferred.schema()));
    assertEquals(Optional.of("bad"), inferred.corruptRecordColumn());
    assertEquals(List.of("a"), inferred.header());
  }

  @Test
  void rejectsAColumnForMalformedRecordsThatTheExportHas() {
    assertEquals(
        "Option columnNameOfCorruptRecord is \"BAD\", but the export of view "
            + TestOptions.VIEW_ID
            + " already has a column with that name. Choose another name.",
        assertThrows(
                PigmentException.class,
                () -> infer("a;bad\n", "mode", "PERMISSIVE", "columnNameOfCorruptRecord", "BAD"))
            .getMessage());
  }

  private static String infer(String export, String... options) throws IOException {
    return ddl(schema(export, options));
  }

  private static String ddl(StructType schema) {
    StringBuilder ddl = new StringBuilder();
    for (StructField field : schema.fields()) {
      assertTrue(field.nullable());
      ddl.append(ddl.length() == 0 ? "" : ", ");
      ddl.append(field.name()).append(' ').append(field.dataType().sql());
    }
    return ddl.toString();
  }

  private static StructType schema(String export, String... namesAndValues) throws IOException {
    ReadOptions options = TestOptions.of(namesAndValues);
    SchemaInference inference = inference(options);
    add(inference, options, export);
    return inference.schema().schema();
  }

  private static SchemaInference inference(ReadOptions options) {
    return SchemaInference.of(
        ColumnNames.of(options.namingStyle(), CaseSensitivity.INSENSITIVE), options);
  }

  private static void add(SchemaInference inference, ReadOptions options, String export)
      throws IOException {
    byte[] bytes = export.getBytes(StandardCharsets.UTF_8);
    inference.add(
        options.exportRequest(),
        RecordReader.of(new ByteArrayInputStream(bytes), options.maxRecordSize()),
        options.sampleSize());
  }
}
