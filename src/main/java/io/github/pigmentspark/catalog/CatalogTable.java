package io.github.pigmentspark.catalog;

import io.github.pigmentspark.decode.Provenance;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsDelete;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsRowLevelOperations;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperationBuilder;
import org.apache.spark.sql.connector.write.RowLevelOperationInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A block or view in a catalog. Its schema is inferred when Spark first needs it.
 *
 * <p>The table implements Spark's interfaces for all kinds of writes, so that a write fails with
 * the connector's message.
 */
final class CatalogTable
    implements SupportsRead,
        SupportsMetadataColumns,
        SupportsWrite,
        SupportsDelete,
        SupportsRowLevelOperations {
  private final String name;
  private final String id;
  private final Map<String, String> properties;
  private final Reads reads;
  private final Supplier<InferredSchema> inference;
  private InferredSchema sample;

  /** A source of the options for each read of a table. All reads use the same key. */
  interface Reads {
    /** Returns all options of a read, including those that the read sets itself. */
    ReadOptions options(Map<String, String> ofRead);
  }

  CatalogTable(
      String name,
      String id,
      Map<String, String> properties,
      Reads reads,
      Supplier<InferredSchema> inference) {
    this.name = name;
    this.id = id;
    this.properties = Collections.unmodifiableMap(properties);
    this.reads = reads;
    this.inference = inference;
  }

  static PigmentException readOnly(String name) {
    return new PigmentException(
        name
            + " cannot be written, created, changed or dropped: Pigment is read-only in Spark."
            + " Change it in Pigment.");
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Returns the id in Pigment, which lets Spark 4.1 and later detect that the name now refers to a
   * different table.
   */
  public String id() {
    return id;
  }

  @Override
  @SuppressWarnings("deprecation") // Spark 3.3 has no columns().
  public StructType schema() {
    return sample().schema();
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return Provenance.columns(schema(), CaseSensitivity.ofThisSession());
  }

  private synchronized InferredSchema sample() {
    if (sample == null) {
      sample = inference.get();
    }
    return sample;
  }

  private PigmentTable table(Map<String, String> ofRead) {
    return PigmentTable.of(reads.options(ofRead), sample());
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ofRead) {
    return table(ofRead.asCaseSensitiveMap()).newScanBuilder(ofRead);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Collections.unmodifiableSet(
        EnumSet.of(
            TableCapability.BATCH_READ,
            TableCapability.BATCH_WRITE,
            TableCapability.ACCEPT_ANY_SCHEMA,
            TableCapability.OVERWRITE_BY_FILTER,
            TableCapability.OVERWRITE_DYNAMIC,
            TableCapability.TRUNCATE));
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    throw readOnly(name);
  }

  @Override
  public void deleteWhere(Filter[] filters) {
    throw readOnly(name);
  }

  @Override
  public boolean truncateTable() {
    throw readOnly(name);
  }

  @Override
  public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
    throw readOnly(name);
  }

  /**
   * Compares tables, so that Spark can find cached data, and can use one export for both sides of a
   * self-join.
   */
  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof CatalogTable
            && name.equals(((CatalogTable) other).name)
            && id.equals(((CatalogTable) other).id)
            && table(Collections.emptyMap())
                .equals(((CatalogTable) other).table(Collections.emptyMap()));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
