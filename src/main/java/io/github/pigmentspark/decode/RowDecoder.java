package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A decoder that converts an export to batches of rows, column by column. It never decodes
 * malformed records, or records that a pushed filter or the limit excludes.
 */
public final class RowDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(RowDecoder.class);

  private final DecodeSettings settings;
  private final StructType schema;
  private final int shownColumns;
  private final List<PushedFilter> filters;
  private final RecordReader reader;
  private final LongSupplier exportTime;
  private Projection projection;
  private long rowsLeft;
  private Optional<MalformedRecordException> failure = Optional.empty();
  private volatile long nanos;

  /**
   * Creates a decoder. It does not read anything yet.
   *
   * @param schema the columns to decode
   * @param shownColumns the number of leading columns that Spark reads; the others are only checked
   * @param limit the maximum number of rows to decode; must be empty if the mode or a filter can
   *     exclude records
   * @param exportTime a supplier of the time when the response began, in microseconds; its result
   *     is valid once a record has been read
   */
  public RowDecoder(
      DecodeSettings settings,
      StructType schema,
      int shownColumns,
      List<PushedFilter> filters,
      OptionalLong limit,
      InputStream export,
      LongSupplier exportTime) {
    if (limit.isPresent() && (settings.mode() == Mode.DROPMALFORMED || !filters.isEmpty())) {
      throw new IllegalArgumentException(
          "A limit cannot be combined with a filter or DROPMALFORMED");
    }
    this.settings = settings;
    this.schema = schema;
    this.shownColumns = shownColumns;
    this.filters = filters;
    this.rowsLeft = limit.orElse(Long.MAX_VALUE);
    this.exportTime = exportTime;
    this.reader = RecordReader.of(export, settings.maxRecordSize());
  }

  /** Returns an empty batch of this decoder's columns. */
  public RowBatch newBatch() {
    return new RowBatch(settings, schema, shownColumns, exportTime);
  }

  /**
   * Decodes the next records into a batch. The batch is empty if all of these records are excluded.
   *
   * @return false at the end of the export or at the limit
   * @throws MalformedRecordException in FAILFAST mode, after all rows before the malformed record
   *     have been decoded
   */
  public boolean decode(RowBatch rows) throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    if (rowsLeft == 0 || !readRecords(rows)) {
      return false;
    }
    long start = System.nanoTime();
    select(rows);
    decodeColumns(rows);
    rowsLeft -= rows.size();
    nanos += System.nanoTime() - start;
    return true;
  }

  private boolean readRecords(RowBatch rows) throws IOException {
    try {
      if (projection == null) {
        projection = Projection.of(settings, schema, filters, reader.header());
      }
      if (reader.read(rows.records())) {
        return true;
      }
    } catch (CsvException e) {
      throw e.in(request().toString());
    }
    if (reader.endsWithoutLineBreak()) {
      LOG.warn(
          "The last line of {} has no line break. It is probably complete, but an export that was"
              + " cut off inside its last field would look the same.",
          request());
    }
    return false;
  }

  /** Excludes records that don't need to be decoded. */
  private void select(RowBatch rows) {
    RecordBatch records = rows.records();
    rows.select((int) Math.min(rowsLeft, records.size()));
    BitSet excluded = new BitSet();
    boolean hasMalformed = records.malformedCount() > 0;
    if (hasMalformed || !filters.isEmpty()) {
      for (int i = 0; i < rows.size(); i++) {
        if (hasMalformed && records.isMalformed(i)) {
          rows.countMalformed(0, 1);
          if (mode() == Mode.FAILFAST) {
            fail(rows, i, MalformedRecordException.of(request(), records, i));
          } else if (mode() == Mode.DROPMALFORMED) {
            excluded.set(i);
          }
        }
        if (!projection.passesFilters(records, i)) {
          excluded.set(i);
        }
      }
      rows.remove(excluded);
    }
  }

  private void decodeColumns(RowBatch rows) {
    BitSet malformed = new BitSet();
    for (int column = 0; column < schema.length(); column++) {
      decodeColumn(rows, column, malformed);
    }
    if (mode() == Mode.DROPMALFORMED && !malformed.isEmpty()) {
      rows.countMalformed(0, malformed.cardinality());
      rows.remove(malformed);
      for (int column = 0; column < schema.length(); column++) {
        decodeColumn(rows, column, malformed); // No field of the remaining rows is malformed.
      }
    }
    rows.showCorruptRecords(malformed);
  }

  /**
   * Decodes a column. If a field doesn't match the type, it becomes null and its row is added to
   * {@code malformed}.
   */
  private void decodeColumn(RowBatch rows, int index, BitSet malformed) {
    RecordBatch records = rows.records();
    PigmentColumnVector column = rows.column(index);
    column.begin(records, rows.size());
    int field = projection.field(index);
    int row = column.decode(records, field, rows.selected(), 0, rows.size());
    while (row < rows.size()) {
      rows.countMalformed(1, 0);
      column.setNull(row, true);
      malformed.set(row);
      if (mode() == Mode.FAILFAST) {
        int record = rows.selected()[row];
        fail(rows, row, projection.malformed(request(), records, record, index));
        return;
      }
      row = column.decode(records, field, rows.selected(), row + 1, rows.size());
    }
  }

  /** Ends the batch before a row, and ends the read after the batch. */
  private void fail(RowBatch rows, int row, MalformedRecordException why) {
    rows.truncate(row);
    failure = Optional.of(why);
  }

  /**
   * Returns the time spent decoding so far, in nanoseconds, excluding the time spent reading and
   * splitting records.
   */
  public long nanos() {
    return nanos;
  }

  private Mode mode() {
    return settings.mode();
  }

  private ExportRequest request() {
    return settings.request();
  }
}
