package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ClientSettings;
import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.PigmentOptions;
import io.github.pigmentspark.schema.ColumnNames;
import java.io.Serializable;
import java.util.Objects;

/** What every reader of a scan must know, whatever its columns. */
final class ScanSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportRequest request;
  private final ClientSettings client;
  private final ColumnNames naming;
  private final Mode mode;
  private final int maxRecordSize;

  private ScanSettings(PigmentOptions options, ColumnNames naming) {
    this.request = options.exportRequest();
    this.client = options.clientSettings();
    this.naming = naming;
    this.mode = options.mode();
    this.maxRecordSize = options.maxRecordSize();
  }

  static ScanSettings of(PigmentOptions options, ColumnNames naming) {
    return new ScanSettings(options, naming);
  }

  ExportRequest request() {
    return request;
  }

  ClientSettings client() {
    return client;
  }

  ColumnNames naming() {
    return naming;
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
        && mode == that.mode
        && maxRecordSize == that.maxRecordSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, client, naming, mode, maxRecordSize);
  }

  @Override
  public String toString() {
    return request + " of " + client;
  }
}
