package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType$;
import org.apache.spark.unsafe.types.UTF8String;

/** The conversion to one type, of cells that lie between others, as in a buffer. */
final class Conversion {
  /** What a converter that looks past its cell takes for a part of it. */
  private static final byte NEIGHBOUR = '7';

  private final DataType type;
  private final CellConverter converter;
  private final SpecificInternalRow row;

  private Conversion(DataType type) {
    this.type = type;
    this.converter = CellConverters.of(type);
    this.row = new SpecificInternalRow(new StructType().add("c", type));
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
    byte[] buffer = new byte[cell.length + 2];
    Arrays.fill(buffer, NEIGHBOUR);
    System.arraycopy(cell, 0, buffer, 1, cell.length);
    row.setNullAt(0);
    boolean fits = converter.convert(buffer, 1, 1 + cell.length, row, 0);
    assertEquals(fits, !row.isNullAt(0), "A row is set exactly if the cell fits.");
    if (!fits) {
      return Optional.empty();
    }
    Object value = row.get(0, type);
    // A string is a view of the buffer.
    return Optional.of(value instanceof UTF8String ? value.toString() : value);
  }

  boolean fits(String cell) {
    return of(cell).isPresent();
  }
}
