package io.github.pigmentspark.read;

import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.decode.PushedFilter;
import io.github.pigmentspark.options.Mode;
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
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The read of some columns of an export. Equal for equal reads, so that Spark can use one export
 * for both sides of a self-join.
 */
final class PigmentScan implements Scan, Batch, SupportsReportStatistics {
  private final ConnectionSettings connection;
  private final DecodeSettings settings;
  private final Optional<NarrowRequest> narrow;
  private final StructType tableSchema;
  private final StructType schema;
  private final List<PushedFilter> filters;
  private final OptionalLong limit;
  private final OptionalLong records;

  /**
   * A scan.
   *
   * @param narrow a smaller request that has all that is needed
   * @param tableSchema all columns of the table
   * @param schema the columns that the query reads
   * @param records how many records the export had when it was sampled, if that saw all of it
   */
  PigmentScan(
      ConnectionSettings connection,
      DecodeSettings settings,
      Optional<NarrowRequest> narrow,
      StructType tableSchema,
      StructType schema,
      List<PushedFilter> filters,
      OptionalLong limit,
      OptionalLong records) {
    this.connection = connection;
    this.settings = settings;
    this.narrow = narrow;
    this.tableSchema = tableSchema;
    this.schema = schema;
    this.filters = filters;
    this.limit = limit;
    this.records = records;
  }

  @Override
  public StructType readSchema() {
    return schema;
  }

  @Override
  public String description() {
    return "pigment "
        + narrow.map(NarrowRequest::request).orElse(settings.request()).description()
        + (filters.isEmpty() ? "" : ", filters " + filters)
        + (limit.isPresent() ? ", limit " + limit.getAsLong() : "");
  }

  /** Known only of an export that the sample saw to its end. */
  @Override
  public Statistics estimateStatistics() {
    return new KnownRecords(records, schema);
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /** One partition for each scenario asked for: Pigment hands out an export as one stream. */
  @Override
  public InputPartition[] planInputPartitions() {
    List<InputPartition> partitions = new ArrayList<>();
    for (ExportRequest request : settings.request().byScenario()) {
      NarrowRequest part = narrow.map(all -> all.ofScenarioOf(request)).orElse(null);
      partitions.add(
          new PigmentInputPartition(
              connection,
              settings.with(request),
              part,
              decoded(),
              schema.length(),
              filters,
              limit));
    }
    return partitions.toArray(new InputPartition[0]);
  }

  /**
   * The columns to decode: in DROPMALFORMED all, so that which records are dropped does not depend
   * on the query. Those that Spark reads come first.
   */
  private StructType decoded() {
    if (settings.mode() != Mode.DROPMALFORMED) {
      return schema;
    }
    List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
    for (StructField field : tableSchema.fields()) {
      if (!Arrays.asList(schema.fieldNames()).contains(field.name())) {
        fields.add(field);
      }
    }
    return new StructType(fields.toArray(new StructField[0]));
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
    if (!(other instanceof PigmentScan)) {
      return false;
    }
    PigmentScan that = (PigmentScan) other;
    return connection.equals(that.connection)
        && settings.equals(that.settings)
        && narrow.equals(that.narrow)
        && tableSchema.equals(that.tableSchema)
        && schema.equals(that.schema)
        && filters.equals(that.filters)
        && limit.equals(that.limit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(connection, settings, narrow, schema, filters, limit);
  }

  @Override
  public String toString() {
    return description();
  }

  /** What Spark estimates the costs of a join by. */
  private static final class KnownRecords implements Statistics {
    /** What Spark adds for each row. */
    private static final long ROW_OVERHEAD = 8;

    private final OptionalLong records;
    private final StructType schema;

    KnownRecords(OptionalLong records, StructType schema) {
      this.records = records;
      this.schema = schema;
    }

    @Override
    public OptionalLong sizeInBytes() {
      return records.isPresent()
          ? OptionalLong.of(records.getAsLong() * (ROW_OVERHEAD + schema.defaultSize()))
          : OptionalLong.empty();
    }

    @Override
    public OptionalLong numRows() {
      return records;
    }
  }
}
