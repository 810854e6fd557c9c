package io.github.pigmentspark.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.it.SparkTest;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hand-written scan makes the same rows as the connector. */
@Tag("benchmark")
class HandWrittenScanIT extends SparkTest {
  private static final int COLUMNS = 10;

  @Test
  void returnsTheSameRowsAsTheConnector(@TempDir Path folder) throws Exception {
    Path file = Exports.write(folder, Exports.MIXED, 4_000_000);
    long checksum = 0;
    try (ExportServer server = ExportServer.start(folder)) {
      for (Row row : connector(server)) {
        UnsafeRow unsafe = unsafe(row);
        checksum = HandWrittenScan.add(checksum, unsafe.getBytes(), unsafe.getSizeInBytes());
      }
    }

    assertEquals(checksum, HandWrittenScan.of(HandWrittenScan.load(file)));
  }

  private static List<Row> connector(ExportServer server) {
    return Sessions.export(spark, server.url(), ExportServer.viewId(Exports.MIXED, 1, 0))
        .schema(Exports.MIXED_SCHEMA)
        .load()
        .collectAsList();
  }

  private static UnsafeRow unsafe(Row row) {
    UnsafeRowWriter writer = new UnsafeRowWriter(COLUMNS);
    writer.resetRowWriter();
    for (int i = 0; i < COLUMNS; i++) {
      Object value = row.get(i);
      if (value == null) {
        writer.setNullAt(i);
      } else if (value instanceof String text) {
        writer.write(i, UTF8String.fromString(text));
      } else if (value instanceof Date date) {
        writer.write(i, (int) date.toLocalDate().toEpochDay());
      } else if (value instanceof Long number) {
        writer.write(i, (long) number);
      } else if (value instanceof Double number) {
        writer.write(i, (double) number);
      } else {
        writer.write(i, (boolean) value);
      }
    }
    return writer.getRow();
  }
}
