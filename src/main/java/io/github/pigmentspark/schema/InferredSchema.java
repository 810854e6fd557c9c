package io.github.pigmentspark.schema;

import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.types.StructType;

/** The schema and header of an export, or of those of several scenarios, from a sample. */
public final class InferredSchema {
  private final StructType schema;
  private final List<String> header;
  private final OptionalLong records;

  InferredSchema(StructType schema, List<String> header, OptionalLong records) {
    this.schema = schema;
    this.header = header;
    this.records = records;
  }

  /** Returns the columns, with the types of {@code schemaHints}. */
  public StructType schema() {
    return schema;
  }

  /** Returns the titles of the columns, as in the export. */
  public List<String> header() {
    return header;
  }

  /** Returns the number of records; empty unless the sample contained all of them. */
  public OptionalLong records() {
    return records;
  }
}
