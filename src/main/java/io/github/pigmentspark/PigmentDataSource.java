package io.github.pigmentspark;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.PigmentOptions;
import io.github.pigmentspark.read.PigmentTable;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.InferredSchema;
import io.github.pigmentspark.schema.SchemaInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.catalog.SessionConfigSupport;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code pigment}: reads a view of Pigment into a DataFrame.
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

  /** Starts one export, reads header and sample, and cancels the rest of it. */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap map) {
    PigmentOptions options = PigmentOptions.of(map);
    ColumnNames naming = ColumnNames.of(options.namingStyle(), CaseSensitivity.ofThisSession());
    // Read ahead for the sake of its waiting, which an interrupt of this thread ends.
    try (ReadAhead bytes =
        PigmentClient.create(options.clientSettings())
            .download(
                options.exportRequest(), new TransferCounters(), () -> false, "pigment-sample")) {
      inferred =
          Optional.of(
              SchemaInference.infer(
                  RecordReader.of(bytes, options.maxRecordSize()), naming, options));
      return inferred.get().schema();
    } catch (CsvException e) {
      throw e.in(options.exportRequest().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks nothing of Pigment: a given schema is taken at its word until the first record is read.
   */
  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    // Of this load: Spark makes a data source for each.
    OptionalLong records =
        inferred
            .filter(sample -> sample.schema().equals(schema))
            .map(InferredSchema::records)
            .orElse(OptionalLong.empty());
    return PigmentTable.of(PigmentOptions.of(properties), schema, records);
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }
}
