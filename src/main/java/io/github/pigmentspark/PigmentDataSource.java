package io.github.pigmentspark;

import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.read.ReadOnlyCapabilities;
import io.github.pigmentspark.read.SchemaSampler;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The {@code pigment} data source, which reads a Pigment view or block into a DataFrame.
 *
 * <pre>{@code
 * Dataset<Row> df = spark.read().format("pigment").option("viewId", "…").load();
 * }</pre>
 *
 * <p>Spark creates one instance per load. Session settings named {@code spark.datasource.pigment.*}
 * are defaults for its options.
 */
public final class PigmentDataSource
    implements TableProvider, DataSourceRegister, SessionConfigSupport {

  // The options and the sample of this load. The sample is null if the user provides a schema.
  private Map<String, String> properties = Collections.emptyMap();
  private ReadOptions options;
  private InferredSchema sample;

  /** Called by Spark. */
  public PigmentDataSource() {}

  @Override
  public String shortName() {
    return "pigment";
  }

  @Override
  public String keyPrefix() {
    return "pigment";
  }

  /** Starts the export, reads its header and a sample, and cancels the rest. */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap map) {
    parse(map.asCaseSensitiveMap());
    sample = SchemaSampler.infer(options);
    return sample.schema();
  }

  /**
   * Returns a table without sending a request. A schema from the user is checked when the first
   * record is read.
   */
  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> ofTable) {
    try {
      parse(ofTable);
    } catch (PigmentException e) {
      return new InvalidTable(schema, e);
    }
    return sample != null && sample.schema().equals(schema)
        ? PigmentTable.of(options, sample)
        : PigmentTable.of(options, schema);
  }

  /**
   * Parses the options once per load: Spark passes the same properties to {@link #inferSchema} and
   * {@link #getTable}.
   */
  private void parse(Map<String, String> ofLoad) {
    if (options == null || !properties.equals(ofLoad)) {
      options = ReadOptions.of(ofLoad);
      properties = ofLoad;
    }
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  /**
   * A table with invalid options, which fails only when it is read. Spark also loads the table
   * before a write. In that case, the error must say that Pigment is read-only, not that an option
   * is missing.
   */
  private static final class InvalidTable implements SupportsRead {
    private final StructType schema;
    private final PigmentException invalid;

    InvalidTable(StructType schema, PigmentException invalid) {
      this.schema = schema;
      this.invalid = invalid;
    }

    @Override
    public String name() {
      return "pigment";
    }

    @Override
    @SuppressWarnings("deprecation") // Spark 3.3 doesn't have columns().
    public StructType schema() {
      return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return ReadOnlyCapabilities.unreadable(invalid);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      throw invalid;
    }
  }
}
