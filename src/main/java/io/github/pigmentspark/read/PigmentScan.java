package io.github.pigmentspark.read;

import java.util.Objects;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/**
 * The read of some columns of an export. Equal for equal reads, so that Spark can use one export
 * for both sides of a self-join.
 */
final class PigmentScan implements Scan, Batch {
  private final ScanSettings settings;
  private final StructType schema;

  PigmentScan(ScanSettings settings, StructType schema) {
    this.settings = settings;
    this.schema = schema;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "pigment " + settings.request();
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** One partition: Pigment hands out an export as one stream. */
  @Override
  public InputPartition[] planInputPartitions() {
    return new InputPartition[] {new PigmentInputPartition(settings, schema)};
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new PigmentReaderFactory();
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PigmentScan
        && settings.equals(((PigmentScan) other).settings)
        && schema.equals(((PigmentScan) other).schema);
  }

  @Override
  public int hashCode() {
    return Objects.hash(settings, schema);
  }

  @Override
  public String toString() {
    return description();
  }
}
