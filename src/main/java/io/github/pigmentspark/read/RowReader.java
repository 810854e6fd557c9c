package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes rows of an export's records, column by column: the cells of a column are alike, so that
 * converting them one behind the other is fastest.
 */
final class RowReader implements Prefetch.Maker<RowBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

  private final PigmentInputPartition partition;
  private final RecordSource source;
  private final Prefetch<RecordBatch> records;
  private Optional<MalformedRecordException> failure = Optional.empty();
  private long rowsLeft;
  private volatile long convertingNanos;

  /**
   * A reader of rows.
   *
   * @param source of the records; asked for the columns, and at the end whether it ends well
   * @param records what that source makes
   */
  RowReader(PigmentInputPartition partition, RecordSource source, Prefetch<RecordBatch> records) {
    this.partition = partition;
    this.source = source;
    this.records = records;
    this.rowsLeft = partition.limit().orElse(Long.MAX_VALUE);
  }

  /**
   * Fills a batch with the next rows; none, if all records that were there are left out.
   *
   * @return false at the end, or at the limit
   * @throws MalformedRecordException in mode FAILFAST; all rows in front of the malformed one were
   *     read before
   */
  @Override
  public boolean make(RowBatch rows) throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    try {
      if (rowsLeft == 0 || !readSome(rows)) {
        return false;
      }
    } catch (CsvException e) {
      throw e.in(request().toString());
    }
    rowsLeft -= rows.size();
    return true;
  }

  private boolean readSome(RowBatch rows) throws IOException {
    Optional<RecordBatch> next = records.next(rows.records());
    if (!next.isPresent()) {
      if (source.endsWithoutLineBreak()) {
        LOG.warn(
            "The last line of {} has no line break behind it. It is whole as far as can be seen;"
                + " were the export cut inside its last cell, it would look the same.",
            request());
      }
      return false;
    }
    long start = System.nanoTime();
    rows.records(next.get());
    rows.startCounting();
    select(rows);
    convert(rows);
    convertingNanos += System.nanoTime() - start;
    return true;
  }

  /** Leaves out what needs no conversion: records behind the limit, malformed or filtered ones. */
  private void select(RowBatch rows) {
    RecordBatch batch = rows.records();
    batch.truncate((int) Math.min(rowsLeft, Integer.MAX_VALUE));
    if (batch.malformedCount() > 0) {
      rows.countMalformedRecords(batch.malformedCount());
      if (mode() == Mode.FAILFAST) {
        int first = batch.firstMalformed();
        fail(rows, first, MalformedRecordException.of(request(), batch, first));
        rows.countMalformedRecords(1);
      }
      if (mode() == Mode.DROPMALFORMED) {
        batch.retain(record -> !batch.isMalformed(record));
      }
    }
    source.columns().filter(batch);
  }

  private void convert(RowBatch rows) {
    BitSet dropped = new BitSet();
    RecordBatch batch = rows.records();
    for (int i = 0; i < source.columns().count(); i++) {
      Column<?> column = rows.column(i);
      int cell = source.columns().cell(i);
      column.begin(batch);
      int row = column.convert(batch, cell, 0);
      while (row < batch.size()) {
        if (mode() == Mode.FAILFAST) {
          fail(rows, row, source.columns().doesNotFit(request(), batch, row, i));
        } else if (mode() == Mode.DROPMALFORMED) {
          dropped.set(row);
        }
        rows.countMalformedCell();
        column.setNull(row);
        row = column.convert(batch, cell, row + 1);
      }
    }
    if (!dropped.isEmpty()) {
      rows.countMalformedRecords(dropped.cardinality());
      batch.retain(record -> !dropped.get(record));
      convert(rows);
    }
  }

  /** Ends the batch before a record, and the read behind the batch. Only that record counts. */
  private void fail(RowBatch rows, int record, MalformedRecordException why) {
    rows.startCounting();
    rows.records().truncate(record);
    failure = Optional.of(why);
  }

  /** How long the converting took so far, in nanoseconds. */
  long convertingNanos() {
    return convertingNanos;
  }

  private Mode mode() {
    return partition.settings().mode();
  }

  private ExportRequest request() {
    return partition.settings().request();
  }
}
