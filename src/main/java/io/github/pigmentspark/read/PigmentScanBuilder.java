package io.github.pigmentspark.read;

import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.decode.Provenance;
import io.github.pigmentspark.decode.PushedFilter;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A builder that collects the columns, predicates and limit that Spark pushes down. A count needs
 * no columns.
 */
final class PigmentScanBuilder
    implements SupportsPushDownRequiredColumns, SupportsPushDownV2Filters, SupportsPushDownLimit {
  private final ConnectionSettings connection;
  private final DecodeSettings settings;
  private final Narrowing narrowing;
  private final StructType schema;
  private final List<Predicate> pushed = new ArrayList<>();
  private final List<PushedFilter> filters = new ArrayList<>();
  private OptionalLong limit = OptionalLong.empty();
  private StructType required;

  PigmentScanBuilder(
      ConnectionSettings connection,
      DecodeSettings settings,
      Narrowing narrowing,
      StructType schema) {
    this.connection = connection;
    this.settings = settings;
    this.narrowing = narrowing;
    this.schema = schema;
    this.required = schema;
  }

  @Override
  public void pruneColumns(StructType pruned) {
    List<String> ofTable = Arrays.asList(schema.fieldNames());
    required = new StructType();
    for (String name : pruned.fieldNames()) {
      // Use the table's own field, because Spark passes CHAR and VARCHAR columns as STRING here.
      int index = ofTable.indexOf(name);
      required = required.add(index < 0 ? Provenance.field(name) : schema.fields()[index]);
    }
  }

  /**
   * Keeps the predicates that can reduce the amount of decoding. Spark evaluates all predicates on
   * the rows again.
   */
  @Override
  public Predicate[] pushPredicates(Predicate[] predicates) {
    for (Predicate predicate : predicates) {
      Optional<PushedFilter> filter = PushedFilter.of(predicate, schema, settings);
      if (filter.isPresent()) {
        pushed.add(predicate);
        filters.add(filter.get());
      }
    }
    return predicates;
  }

  @Override
  public Predicate[] pushedPredicates() {
    return pushed.toArray(new Predicate[0]);
  }

  /**
   * Accepts the limit unless rows may be dropped later, by a filter or because they are malformed.
   */
  @Override
  public boolean pushLimit(int rows) {
    if (settings.mode() == Mode.DROPMALFORMED || !filters.isEmpty()) {
      return false;
    }
    limit = OptionalLong.of(rows);
    return true;
  }

  /** Tells Spark to also apply the limit itself. Spark 3.3 does not have this method. */
  public boolean isPartiallyPushed() {
    return true;
  }

  @Override
  public Scan build() {
    List<String> filtered = filters.stream().map(PushedFilter::column).collect(Collectors.toList());
    Optional<ExportRequest> narrowed =
        settings.checksAllColumns(required)
            ? Optional.empty()
            : narrowing.narrow(settings.request(), fieldsOfRecords(), filtered);
    return new PigmentScan(connection, settings, narrowed, schema, required, filters, limit);
  }

  private StructType fieldsOfRecords() {
    return new StructType(
        Arrays.stream(required.fields())
            .filter(column -> !Provenance.has(column))
            .toArray(StructField[]::new));
  }
}
