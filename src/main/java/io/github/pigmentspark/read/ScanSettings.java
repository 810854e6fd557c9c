package io.github.pigmentspark.read;

import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.ColumnNames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What every reader of a scan must know, whatever its columns. */
final class ScanSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportRequest request;
  private final ConnectionSettings client;
  private final ColumnNames naming;
  private final ArrayList<String> seenHeader; // Null: none was seen.
  private final Mode mode;
  private final int maxRecordSize;

  private ScanSettings(
      ExportRequest request,
      ConnectionSettings client,
      ColumnNames naming,
      ArrayList<String> seenHeader,
      Mode mode,
      int maxRecordSize) {
    this.request = request;
    this.client = client;
    this.naming = naming;
    this.seenHeader = seenHeader;
    this.mode = mode;
    this.maxRecordSize = maxRecordSize;
  }

  /**
   * What the options say.
   *
   * @param seenHeader the header that the names of the columns were made from; empty if the schema
   *     was given
   */
  static ScanSettings of(
      ReadOptions options, ColumnNames naming, Optional<List<String>> seenHeader) {
    return new ScanSettings(
        options.exportRequest(),
        options.clientSettings(),
        naming,
        seenHeader.map(ArrayList::new).orElse(null),
        options.mode(),
        options.maxRecordSize());
  }

  /** The same, for another export. */
  ScanSettings with(ExportRequest other) {
    return new ScanSettings(other, client, naming, seenHeader, mode, maxRecordSize);
  }

  ExportRequest request() {
    return request;
  }

  ConnectionSettings client() {
    return client;
  }

  ColumnNames naming() {
    return naming;
  }

  /** The header that the names of the columns were made from; empty if the schema was given. */
  Optional<List<String>> seenHeader() {
    return Optional.ofNullable(seenHeader);
  }

  Mode mode() {
    return mode;
  }

  /** In bytes. */
  int maxRecordSize() {
    return maxRecordSize;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ScanSettings)) {
      return false;
    }
    ScanSettings that = (ScanSettings) other;
    return request.equals(that.request)
        && client.equals(that.client)
        && naming.equals(that.naming)
        && Objects.equals(seenHeader, that.seenHeader)
        && mode == that.mode
        && maxRecordSize == that.maxRecordSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, client, naming, seenHeader, mode, maxRecordSize);
  }

  @Override
  public String toString() {
    return request + " of " + client;
  }
}
