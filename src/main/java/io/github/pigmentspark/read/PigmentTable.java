package io.github.pigmentspark.read;

import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.decode.Provenance;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.InferredSchema;
import io.github.pigmentspark.schema.SupportedTypes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A Pigment view or block as a Spark table. */
public final class PigmentTable implements SupportsRead, SupportsMetadataColumns {
  private final ConnectionSettings connection;
  private final DecodeSettings settings;
  private final Narrowing narrowing;
  private final StructType schema;

  private PigmentTable(
      ConnectionSettings connection,
      DecodeSettings settings,
      Narrowing narrowing,
      StructType schema) {
    this.connection = connection;
    this.settings = settings;
    this.narrowing = narrowing;
    this.schema = schema;
  }

  /**
   * Returns a table with a schema that the user provided. The schema is not compared with the
   * export before the first record is read.
   *
   * @throws PigmentException if a type in the schema is not supported, or the column for the text
   *     of malformed records is not a STRING
   */
  public static PigmentTable of(ReadOptions options, StructType schema) {
    SupportedTypes.check(schema);
    DecodeSettings settings =
        DecodeSettings.of(
            options,
            ColumnNames.of(options.namingStyle(), CaseSensitivity.ofThisSession()),
            Optional.empty(),
            corruptRecord(options, schema));
    return new PigmentTable(options.clientSettings(), settings, Narrowing.NONE, nullable(schema));
  }

  /** Returns a table with the schema that {@link SchemaSampler} inferred. */
  public static PigmentTable of(ReadOptions options, InferredSchema inferred) {
    Narrowing narrowing = options.pushesDownColumns() ? Narrowing.of(inferred) : Narrowing.NONE;
    DecodeSettings settings =
        DecodeSettings.of(
            options,
            inferred.naming(),
            Optional.of(inferred.header()),
            inferred.corruptRecordColumn());
    return new PigmentTable(options.clientSettings(), settings, narrowing, inferred.schema());
  }

  private static Optional<String> corruptRecord(ReadOptions options, StructType schema) {
    CaseSensitivity caseSensitivity = CaseSensitivity.ofThisSession();
    String name =
        options
            .corruptRecordColumn()
            .orElseGet(
                () -> SparkSession.active().conf().get("spark.sql.columnNameOfCorruptRecord"));
    for (StructField field : schema.fields()) {
      if (caseSensitivity.key(field.name()).equals(caseSensitivity.key(name))) {
        if (!field.dataType().equals(DataTypes.StringType)) {
          throw new PigmentException(
              String.format(
                  "Column `%s` is for the text of malformed records, but its type in the schema is"
                      + " %s. Change the type to STRING, or set columnNameOfCorruptRecord to"
                      + " another name.",
                  field.name(), field.dataType().sql()));
        }
        return Optional.of(field.name());
      }
    }
    return Optional.empty();
  }

  /**
   * Makes all columns nullable, because any field can be blank even if the user's schema says NOT
   * NULL.
   */
  private static StructType nullable(StructType schema) {
    StructField[] fields = schema.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          new StructField(fields[i].name(), fields[i].dataType(), true, fields[i].metadata());
    }
    return new StructType(fields);
  }

  @Override
  public String name() {
    return "pigment " + settings.request();
  }

  @Override
  @SuppressWarnings("deprecation") // Spark 3.3 has no columns().
  public StructType schema() {
    return schema;
  }

  @Override
  public Map<String, String> properties() {
    return Lineage.properties(connection, settings.request().kind(), settings.request().id());
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return Provenance.columns(schema, CaseSensitivity.ofThisSession());
  }

  @Override
  public Set<TableCapability> capabilities() {
    return ReadOnlyCapabilities.readable();
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new PigmentScanBuilder(connection, settings, narrowing, schema);
  }

  /**
   * Compares tables, so that Spark can find cached data. Spark Connect creates a new table for each
   * request.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof PigmentTable
        && connection.equals(((PigmentTable) other).connection)
        && settings.equals(((PigmentTable) other).settings)
        && schema.equals(((PigmentTable) other).schema);
  }

  @Override
  public int hashCode() {
    return Objects.hash(connection, settings, schema);
  }

  @Override
  public String toString() {
    return name();
  }
}
