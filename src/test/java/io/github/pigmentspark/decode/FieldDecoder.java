package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType$;

/** Decodes single fields, each surrounded by digits as in a buffer. */
final class FieldDecoder {
  /** A digit, which changes the value if a decoder reads past its field. */
  private static final byte NEIGHBOR = '7';

  private final RecordBatch batch = new RecordBatch();
  private final PigmentColumnVector column;

  private FieldDecoder(DataType type) {
    this.column = PigmentColumnVector.of(type);
    // Two records, so that the field isn't decoded by a check of the whole batch.
    byte[] export = "c\n\n\n".getBytes(StandardCharsets.US_ASCII);
    try {
      RecordReader.of(new ByteArrayInputStream(export), 1 << 20).read(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FieldDecoder of(String ddl) {
    // Spark 3.3 has this type without a name.
    return new FieldDecoder(
        ddl.equals("TIMESTAMP_NTZ")
            ? TimestampNTZType$.MODULE$
            : StructType.fromDDL("c " + ddl).fields()[0].dataType());
  }

  boolean accepts(String field) {
    return decode(field).isPresent();
  }

  Optional<Object> decode(String field) {
    return decode(field.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the value of a field, with integers and times as long; empty if it doesn't match. */
  Optional<Object> decode(byte[] field) {
    byte[] buffer = batch.bytes();
    int end = 1 + field.length;
    buffer[0] = NEIGHBOR;
    System.arraycopy(field, 0, buffer, 1, field.length);
    buffer[end] = ';';
    Arrays.fill(buffer, end + 1, end + 1 + Long.BYTES, NEIGHBOR);
    column.begin(batch, 1);
    return column.decode(buffer, 1, end, 0) ? Optional.of(value()) : Optional.empty();
  }

  private Object value() {
    if (column instanceof StringColumn) {
      return column.getUTF8String(0).toString();
    }
    if (column instanceof DoubleColumn) {
      return column.getDouble(0);
    }
    if (column instanceof FloatColumn) {
      return column.getFloat(0);
    }
    if (column instanceof BooleanColumn) {
      return column.getBoolean(0);
    }
    if (column instanceof DecimalColumn) {
      DecimalType type = (DecimalType) column.dataType();
      return column.getDecimal(0, type.precision(), type.scale()).toJavaBigDecimal();
    }
    return column.getLong(0);
  }
}
