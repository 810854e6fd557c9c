package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType$;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** The conversion to one type, of cells that lie between others, as in a buffer. */
final class Conversion {
  /** What a converter that looks past its cell takes for a part of it. */
  private static final byte NEIGHBOUR = '7';

  private final DataType type;
  private final Column<?> column;
  private final RecordBatch batch = new RecordBatch();
  private final ColumnarBatch row;

  private Conversion(DataType type) {
    this.type = type;
    this.column = Columns.of(type);
    this.row = new ColumnarBatch(new ColumnVector[] {column}, 1);
    // One record that is not UTF-8 as a whole, so that each cell is looked at.
    byte[] export = "c\n\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
    try {
      RecordReader.of(new ByteArrayInputStream(export), 1 << 20).read(batch, () -> true);
      assertFalse(batch.isText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Conversion to(String ddl) {
    // Spark 3.3 has this type, but no name for it yet.
    return new Conversion(
        ddl.equals("TIMESTAMP_NTZ")
            ? TimestampNTZType$.MODULE$
            : StructType.fromDDL("c " + ddl).fields()[0].dataType());
  }

  /** The value of a cell; empty if it does not fit. */
  Optional<Object> of(String cell) {
    return of(cell.getBytes(StandardCharsets.UTF_8));
  }

  Optional<Object> of(byte[] cell) {
    byte[] buffer = batch.bytes();
    buffer[0] = NEIGHBOUR;
    System.arraycopy(cell, 0, buffer, 1, cell.length);
    buffer[1 + cell.length] = NEIGHBOUR;
    column.begin(batch);
    if (!column.convertCell(buffer, 1, 1 + cell.length, 0)) {
      return Optional.empty();
    }
    if (column instanceof StringColumn) {
      return Optional.of(column.getUTF8String(0).toString()); // A view of the buffer.
    }
    return Optional.of(
        type == TimestampNTZType$.MODULE$
            ? column.getLong(0)
            : row.rowIterator().next().get(0, type));
  }

  boolean fits(String cell) {
    return of(cell).isPresent();
  }
}
