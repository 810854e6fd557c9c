package io.github.pigmentspark.read;

import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.decode.PushedFilter;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A scan of some columns of an export. It implements {@link #equals}, so that Spark can use one
 * export for both sides of a self-join.
 *
 * <p>The scan reports no statistics. The size of a sample would be out of date after the next
 * change to the view, and a broadcast join that relies on it could exhaust the driver's memory.
 */
final class PigmentScan implements Scan, Batch {
  private final ConnectionSettings connection;
  private final DecodeSettings settings;
  private final Optional<ExportRequest> narrowed;
  private final StructType tableSchema;
  private final StructType schema;
  private final List<PushedFilter> filters;
  private final OptionalLong limit;
  private StateGuard guard; // Null until the scan is executed.

  /**
   * Creates a scan.
   *
   * @param narrowed a smaller request that is sufficient for the query
   * @param tableSchema all columns of the table
   * @param schema the columns that the query reads
   */
  PigmentScan(
      ConnectionSettings connection,
      DecodeSettings settings,
      Optional<ExportRequest> narrowed,
      StructType tableSchema,
      StructType schema,
      List<PushedFilter> filters,
      OptionalLong limit) {
    this.connection = connection;
    this.settings = settings;
    this.narrowed = narrowed;
    this.tableSchema = tableSchema;
    this.schema = schema;
    this.filters = filters;
    this.limit = limit;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "pigment "
        + narrowed.orElse(settings.request()).description()
        + (filters.isEmpty() ? "" : ", filters " + filters)
        + (limit.isPresent() ? ", limit " + limit.getAsLong() : "");
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /**
   * Returns one partition per scenario. An export cannot be split further, because Pigment sends it
   * as one stream.
   */
  @Override
  public InputPartition[] planInputPartitions() {
    return settings.request().byScenario().stream()
        .map(
            request ->
                new PigmentInputPartition(
                    connection,
                    settings.with(request),
                    narrowed,
                    decodedSchema(),
                    schema.length(),
                    filters,
                    limit))
        .toArray(InputPartition[]::new);
  }

  /**
   * Returns the columns to decode: the columns that Spark reads, followed by the columns that are
   * only checked.
   */
  private StructType decodedSchema() {
    if (!settings.checksAllColumns(schema)) {
      return schema;
    }
    List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
    List<String> read = Arrays.asList(schema.fieldNames());
    for (StructField field : tableSchema.fields()) {
      if (!read.contains(field.name())) {
        fields.add(field);
      }
    }
    return new StructType(fields.toArray(new StructField[0]));
  }

  @Override
  public synchronized PartitionReaderFactory createReaderFactory() {
    if (guard == null) {
      guard = StateGuard.register();
    }
    return new PigmentReaderFactory(guard);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PigmentScan)) {
      return false;
    }
    PigmentScan that = (PigmentScan) other;
    return connection.equals(that.connection)
        && settings.equals(that.settings)
        && narrowed.equals(that.narrowed)
        && tableSchema.equals(that.tableSchema)
        && schema.equals(that.schema)
        && filters.equals(that.filters)
        && limit.equals(that.limit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(connection, settings, narrowed, schema, filters, limit);
  }

  @Override
  public String toString() {
    return description();
  }
}
