package io.github.pigmentspark.read;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.pigment.ExportRequest;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.types.StructType;

/** One export, as it travels to the executor that reads it; the key travels with it. */
final class PigmentInputPartition implements InputPartition {
  private static final long serialVersionUID = 1L;

  private static final long NO_LIMIT = -1;

  private final ScanSettings settings;
  private final ExportRequest narrow; // Null: none.
  private final StructType schema;
  private final ArrayList<CellFilter> filters;
  private final long limit;

  /**
   * A partition.
   *
   * @param narrow what to ask for in place of the whole export
   */
  PigmentInputPartition(
      ScanSettings settings,
      Optional<ExportRequest> narrow,
      StructType schema,
      List<CellFilter> filters,
      OptionalLong limit) {
    this.settings = settings;
    this.narrow = narrow.orElse(null);
    this.schema = schema;
    this.filters = new ArrayList<>(filters);
    this.limit = limit.orElse(NO_LIMIT);
  }

  /** The bytes to read. Nothing is asked of Pigment before the first of them is read. */
  InputStream open(TransferCounters counters) {
    return narrow == null
        ? PigmentClient.create(settings.client()).open(settings.request(), counters)
        : new NarrowedExport(narrow, settings, counters);
  }

  ScanSettings settings() {
    return settings;
  }

  /** The columns to read, in the order of the rows. */
  StructType schema() {
    return schema;
  }

  /** What a record must pass to be converted. */
  List<CellFilter> filters() {
    return filters;
  }

  /** How many rows are enough; empty if all are wanted. */
  OptionalLong limit() {
    return limit == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit);
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
