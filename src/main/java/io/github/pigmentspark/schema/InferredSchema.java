package io.github.pigmentspark.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The header of an export, or of several scenarios' exports, and the schema that was inferred from
 * the header and a sample.
 */
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
   * Returns the columns after {@code schemaHints} has been applied. If there is a column for the
   * text of malformed records, it comes last.
   */
  public StructType schema() {
    return schema;
  }

  /** Returns the name of the column for the text of malformed records. */
  public Optional<String> corruptRecordColumn() {
    return Arrays.stream(schema.fieldNames()).skip(header.size()).findFirst();
  }

  /**
   * Returns the rules that determined the column names. They include whether names are
   * case-sensitive, which the session can change later.
   */
  public ColumnNames naming() {
    return naming;
  }

  /** Returns the titles of the columns in the export. */
  public List<String> header() {
    return header;
  }
}
