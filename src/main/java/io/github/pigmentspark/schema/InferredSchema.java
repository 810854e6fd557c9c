package io.github.pigmentspark.schema;

import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;

/** What a sample tells about an export. */
public final class InferredSchema {
  private final StructType schema;
  private final OptionalLong records;

  InferredSchema(StructType schema, OptionalLong records) {
    this.schema = schema;
    this.records = records;
  }

  /** The columns, as {@code schemaHints} have them. */
  public StructType schema() {
    return schema;
  }

  /** How many records the export had; empty unless the sample saw all of them. */
  public OptionalLong records() {
    return records;
  }
}
