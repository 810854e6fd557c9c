package io.github.pigmentspark.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** The schema and header of an export, or of those of several scenarios, from a sample. */
public final class InferredSchema {
  private final StructType schema;
  private final List<String> header;
  private final ColumnNames naming;

  InferredSchema(StructType schema, List<String> header, ColumnNames naming) {
    this.schema = schema;
    this.header = header;
    this.naming = naming;
  }

  /**
   * Returns the columns, with the types of {@code schemaHints}, and after them the column for the
   * text of malformed records if there is one.
   */
  public StructType schema() {
    return schema;
  }

  /** Returns the name of the column for the text of malformed records. */
  public Optional<String> corruptRecordColumn() {
    return Arrays.stream(schema.fieldNames()).skip(header.size()).findFirst();
  }

  /** Returns how the columns were named; a session can change its case sensitivity later. */
  public ColumnNames naming() {
    return naming;
  }

  /** Returns the titles of the columns, as in the export. */
  public List<String> header() {
    return header;
  }
}
