package io.github.pigmentspark.decode;

import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.ColumnNames;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** The settings for decoding an export's records into rows, except for the columns. */
public final class DecodeSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportRequest request;
  private final ColumnNames naming;
  private final ArrayList<String> seenHeader; // Null if there was no sample.
  private final Mode mode;
  private final String corruptRecord; // Null if no column has the text of malformed records.
  private final int maxRecordSize;

  private DecodeSettings(
      ExportRequest request,
      ColumnNames naming,
      ArrayList<String> seenHeader,
      Mode mode,
      String corruptRecord,
      int maxRecordSize) {
    this.request = request;
    this.naming = naming;
    this.seenHeader = seenHeader;
    this.mode = mode;
    this.corruptRecord = corruptRecord;
    this.maxRecordSize = maxRecordSize;
  }

  /**
   * Returns the settings from the options of a read.
   *
   * @param seenHeader the header from which the column names were derived; empty if the user
   *     provided the schema
   * @param corruptRecord the name of the column for the text of malformed records
   */
  public static DecodeSettings of(
      ReadOptions options,
      ColumnNames naming,
      Optional<List<String>> seenHeader,
      Optional<String> corruptRecord) {
    return new DecodeSettings(
        options.exportRequest(),
        naming,
        seenHeader.map(ArrayList::new).orElse(null),
        options.mode(),
        corruptRecord.orElse(null),
        options.maxRecordSize());
  }

  /** Returns the same settings for a different export. */
  public DecodeSettings with(ExportRequest other) {
    return new DecodeSettings(other, naming, seenHeader, mode, corruptRecord, maxRecordSize);
  }

  /** Returns the request for the export. Errors and log lines contain the export's name. */
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

  /** Returns whether a column contains the text of malformed records instead of a field. */
  public boolean isCorruptRecord(String column) {
    return column.equals(corruptRecord);
  }

  /**
   * Returns whether all columns of the table are checked. The same records are then malformed,
   * regardless of the columns that a query reads.
   */
  public boolean checksAllColumns(StructType read) {
    return mode == Mode.DROPMALFORMED
        || mode == Mode.PERMISSIVE && Arrays.asList(read.fieldNames()).contains(corruptRecord);
  }

  /** Returns the maximum length of a record in bytes. */
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
        && Objects.equals(corruptRecord, that.corruptRecord)
        && maxRecordSize == that.maxRecordSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, naming, seenHeader, mode, corruptRecord, maxRecordSize);
  }
}
