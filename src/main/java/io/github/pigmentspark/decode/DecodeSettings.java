package io.github.pigmentspark.decode;

import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.ColumnNames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All settings, apart from the columns, that decide how an export's records become rows. */
public final class DecodeSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportRequest request;
  private final ColumnNames naming;
  private final ArrayList<String> seenHeader; // Null if none was seen.
  private final Mode mode;
  private final int maxRecordSize;

  private DecodeSettings(
      ExportRequest request,
      ColumnNames naming,
      ArrayList<String> seenHeader,
      Mode mode,
      int maxRecordSize) {
    this.request = request;
    this.naming = naming;
    this.seenHeader = seenHeader;
    this.mode = mode;
    this.maxRecordSize = maxRecordSize;
  }

  /**
   * Returns the settings of a read's options.
   *
   * @param seenHeader the header that the columns were named after; empty if the schema was given
   */
  public static DecodeSettings of(
      ReadOptions options, ColumnNames naming, Optional<List<String>> seenHeader) {
    return new DecodeSettings(
        options.exportRequest(),
        naming,
        seenHeader.map(ArrayList::new).orElse(null),
        options.mode(),
        options.maxRecordSize());
  }

  /** Returns the same settings for another export. */
  public DecodeSettings with(ExportRequest other) {
    return new DecodeSettings(other, naming, seenHeader, mode, maxRecordSize);
  }

  /** Returns the export's request, which errors and log lines name. */
  public ExportRequest request() {
    return request;
  }

  ColumnNames naming() {
    return naming;
  }

  Optional<List<String>> seenHeader() {
    return Optional.ofNullable(seenHeader);
  }

  public Mode mode() {
    return mode;
  }

  /** Returns the longest record to accept, in bytes. */
  public int maxRecordSize() {
    return maxRecordSize;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof DecodeSettings)) {
      return false;
    }
    DecodeSettings that = (DecodeSettings) other;
    return request.equals(that.request)
        && naming.equals(that.naming)
        && Objects.equals(seenHeader, that.seenHeader)
        && mode == that.mode
        && maxRecordSize == that.maxRecordSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, naming, seenHeader, mode, maxRecordSize);
  }
}
