package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType$;

/**
 * The conversion to one type, of cells that lie between others, as in a buffer; and, where a {@link
 * ValueScanner} reads such a cell by itself, that to the same value.
 */
final class Conversion {
  /** What a converter that looks past its cell takes for a part of it. */
  private static final byte NEIGHBOUR = '7';

  private final RowBatch rows;
  private final ValueScanner scanner;
  private int scanned;

  private Conversion(DataType type) {
    StructType schema = new StructType().add("c", type);
    this.rows = RowBatch.of(schema);
    this.scanner = ValueScanner.of(Bindings.inOrder(schema), 1).orElseThrow();
    scanner.fill(rows);
    byte[] export = "c\n\n".getBytes(StandardCharsets.US_ASCII);
    try {
      RecordReader.of(new ByteArrayInputStream(export), 1 << 20).read(rows.records());
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
    Optional<Object> value = converted(cell);
    scanned(cell).ifPresent(scanned -> assertEquals(Optional.of(scanned), value));
    return value;
  }

  private Optional<Object> converted(byte[] cell) {
    byte[] buffer = rows.records().bytes();
    buffer[0] = NEIGHBOUR;
    System.arraycopy(cell, 0, buffer, 1, cell.length);
    buffer[1 + cell.length] = NEIGHBOUR;
    rows.begin();
    long[] values = rows.values().begin(0);
    boolean fits =
        rows.column(0).convert(buffer, 1, 1 + cell.length, values, rows.values().at(0, 0));
    return fits ? Optional.of(value()) : Optional.empty();
  }

  /** The same by a scanner; empty if it leaves the cell to the converter. */
  private Optional<Object> scanned(byte[] cell) {
    byte[] buffer = rows.records().bytes();
    System.arraycopy(cell, 0, buffer, 0, cell.length);
    buffer[cell.length] = '\n';
    buffer[cell.length + 1] = NEIGHBOUR;
    rows.begin();
    rows.records().truncate(0);
    int end = scanner.split(rows.records(), 0, cell.length + 1, 1);
    boolean isRead = end == cell.length + 1 && scanner.passed() == 1 && cell.length > 0;
    scanned += isRead ? 1 : 0;
    return isRead ? Optional.of(value()) : Optional.empty();
  }

  private Object value() {
    rows.columnar();
    return ColumnValues.of(rows.column(0), 0);
  }

  boolean fits(String cell) {
    return of(cell).isPresent();
  }

  /** How many cells the scanner has read so far. */
  int scanned() {
    return scanned;
  }
}
