package io.github.pigmentspark;

import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.read.SchemaSampler;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code pigment}: reads a view or a block of Pigment into a DataFrame.
 *
 * <pre>{@code
 * Dataset<Row> df = spark.read().format("pigment").option("viewId", "…").load();
 * }</pre>
 *
 * <p>Made by Spark, by its short name. The defaults of a session are {@code
 * spark.datasource.pigment.*}.
 */
public final class PigmentDataSource
    implements TableProvider, DataSourceRegister, SessionConfigSupport {

  private Optional<InferredSchema> inferred = Optional.empty();

  /** For Spark. */
  public PigmentDataSource() {}

  @Override
  public String shortName() {
    return "pigment";
  }

  @Override
  public String keyPrefix() {
    return "pigment";
  }

  /** Starts the export, reads header and sample, and cancels the rest of it. */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap map) {
    inferred = Optional.of(SchemaSampler.infer(ReadOptions.of(map.asCaseSensitiveMap())));
    return inferred.get().schema();
  }

  /**
   * Asks nothing of Pigment: a given schema is taken at its word until the first record is read.
   */
  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ReadOptions options = ReadOptions.of(properties);
    // Of this load: Spark makes a data source for each.
    return inferred
        .filter(sample -> sample.schema().equals(schema))
        .map(sample -> PigmentTable.of(options, sample))
        .orElseGet(() -> PigmentTable.of(options, schema));
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }
}
