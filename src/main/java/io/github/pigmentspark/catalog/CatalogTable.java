package io.github.pigmentspark.catalog;

import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.catalog.SupportsDelete;
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
 * A block or view under its name. Its schema is inferred when Spark first asks for it: much of what
 * Spark does with tables needs none.
 *
 * <p>It offers every way of writing, to refuse it in words that say why.
 */
final class CatalogTable
    implements SupportsRead, SupportsWrite, SupportsDelete, SupportsRowLevelOperations {
  private final String name;
  private final String id;
  private final Map<String, String> properties;
  private final Function<Map<String, String>, ReadOptions> options;
  private final Supplier<InferredSchema> sample;
  private Optional<InferredSchema> inferred = Optional.empty();

  /**
   * A table.
   *
   * @param id of the block or view in Pigment
   * @param properties what DESCRIBE EXTENDED shows
   * @param options the options of a read, from those that it was given itself; always with the same
   *     key, since what is cached is not for another one
   * @param sample asks Pigment for the schema, or remembers it
   */
  CatalogTable(
      String name,
      String id,
      Map<String, String> properties,
      Function<Map<String, String>, ReadOptions> options,
      Supplier<InferredSchema> sample) {
    this.name = name;
    this.id = id;
    this.properties = properties;
    this.options = options;
    this.sample = sample;
  }

  @Override
  public String name() {
    return name;
  }

  /** From Spark 4.1 on, a name that has come to mean something else is known by this. */
  public String id() {
    return id;
  }

  @Override
  @SuppressWarnings("deprecation") // columns() replaces it, but is not in every Spark supported.
  public StructType schema() {
    return inferred().schema();
  }

  private synchronized InferredSchema inferred() {
    if (!inferred.isPresent()) {
      inferred = Optional.of(sample.get());
    }
    return inferred.get();
  }

  private PigmentTable table(Map<String, String> ofRead) {
    return PigmentTable.of(options.apply(ofRead), inferred());
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
    throw ReadOnly.refusal(name);
  }

  @Override
  public void deleteWhere(Filter[] filters) {
    throw ReadOnly.refusal(name);
  }

  @Override
  public boolean truncateTable() {
    throw ReadOnly.refusal(name);
  }

  @Override
  public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
    throw ReadOnly.refusal(name);
  }

  /** Spark finds cached data by this, and uses one export for both sides of a self-join. */
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
