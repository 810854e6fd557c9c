package io.github.pigmentspark.schema;

import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;

/** What a sample tells about an export, or about those of several scenarios. */
public final class InferredSchema {
  private final StructType schema;
  private final List<String> header;
  private final OptionalLong records;

  InferredSchema(StructType schema, List<String> header, OptionalLong records) {
    this.schema = schema;
    this.header = header;
    this.records = records;
  }

  /** The columns, as {@code schemaHints} have them. */
  public StructType schema() {
    return schema;
  }

  /** The names of the columns, in their order, as the export has them. */
  public List<String> header() {
    return header;
  }

  /** How many records there were; empty unless the sample saw all of them. */
  public OptionalLong records() {
    return records;
  }
}
