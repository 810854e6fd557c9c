package io.github.pigmentspark.read;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Takes from Spark which columns a query needs; perhaps none, as for a count. */
final class PigmentScanBuilder implements SupportsPushDownRequiredColumns {
  private final ScanSettings settings;
  private final StructType schema;
  private StructType required;

  PigmentScanBuilder(ScanSettings settings, StructType schema) {
    this.settings = settings;
    this.schema = schema;
    this.required = schema;
  }

  @Override
  public void pruneColumns(StructType pruned) {
    StructField[] fields = pruned.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      // The table's own field: Spark shows CHAR and VARCHAR columns here as STRING.
      fields[i] = schema.fields()[schema.fieldIndex(fields[i].name())];
    }
    required = new StructType(fields);
  }

  @Override
  public Scan build() {
    return new PigmentScan(settings, required);
  }
}
