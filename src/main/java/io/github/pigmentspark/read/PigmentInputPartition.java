package io.github.pigmentspark.read;

import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.types.StructType;

/** One export, as it travels to the executor that reads it; the key travels with it. */
final class PigmentInputPartition implements InputPartition {
  private static final long serialVersionUID = 1L;

  private final ScanSettings settings;
  private final StructType schema;

  PigmentInputPartition(ScanSettings settings, StructType schema) {
    this.settings = settings;
    this.schema = schema;
  }

  ScanSettings settings() {
    return settings;
  }

  /** The columns to read, in the order of the rows. */
  StructType schema() {
    return schema;
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
