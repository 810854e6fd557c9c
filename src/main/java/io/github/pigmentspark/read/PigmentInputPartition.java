package io.github.pigmentspark.read;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.decode.PushedFilter;
import io.github.pigmentspark.decode.RowDecoder;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.types.StructType;

/**
 * An export that Spark assigns to one task. It contains the key, which reaches the executor only
 * inside Spark's serialized task.
 */
final class PigmentInputPartition implements InputPartition {
  private static final long serialVersionUID = 1L;

  private static final long NO_LIMIT = -1;

  private final ConnectionSettings connection;
  private final DecodeSettings settings;
  private final ExportRequest narrowed; // Null if the request is not narrowed.
  private final StructType schema;
  private final int shownColumns;
  private final ArrayList<PushedFilter> filters;
  private final long limit;

  /**
   * Creates a partition.
   *
   * @param narrowed a smaller request that is sufficient for the query
   * @param schema the columns to decode
   * @param shownColumns the number of leading columns that Spark reads
   */
  PigmentInputPartition(
      ConnectionSettings connection,
      DecodeSettings settings,
      Optional<ExportRequest> narrowed,
      StructType schema,
      int shownColumns,
      List<PushedFilter> filters,
      OptionalLong limit) {
    this.connection = connection;
    this.settings = settings;
    this.narrowed = narrowed.orElse(null);
    this.schema = schema;
    this.shownColumns = shownColumns;
    this.filters = new ArrayList<>(filters);
    this.limit = limit.orElse(NO_LIMIT);
  }

  /** Opens the export. The first read sends the request. */
  InputStream open(TransferCounters counters) {
    return narrowed == null
        ? PigmentClient.create(connection).open(settings.request(), counters)
        : new NarrowedExport(narrowed, connection, settings, counters);
  }

  /** Creates a decoder for the export's bytes. */
  RowDecoder decoder(InputStream export, TransferCounters counters) {
    OptionalLong rows = limit == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit);
    return new RowDecoder(
        settings, schema, shownColumns, filters, rows, export, counters::responseMicros);
  }

  /** Returns true if no limit can stop the read before the end of the export. */
  boolean isReadCompletely() {
    return limit == NO_LIMIT;
  }

  ExportRequest request() {
    return settings.request();
  }

  DecodeSettings settings() {
    return settings;
  }

  @Override
  public String toString() {
    return settings.request() + " of " + connection;
  }
}
