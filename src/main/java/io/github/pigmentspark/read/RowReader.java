package io.github.pigmentspark.read;

import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.Pieces;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an export into rows. Records that have no values yet are converted column by column: the
 * cells of a column are alike, so that converting them one behind the other is fastest.
 */
final class RowReader implements Prefetch.Maker<RowBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(RowReader.class);

  private final PigmentInputPartition partition;
  private final RecordSource source;
  private int[] open = new int[0];
  private Optional<MalformedRecordException> failure = Optional.empty();
  private long rowsLeft;
  private volatile long convertingNanos;

  RowReader(PigmentInputPartition partition, Pieces export) {
    this.partition = partition;
    this.source = new RecordSource(partition, export);
    this.rowsLeft = partition.limit().orElse(Long.MAX_VALUE);
  }

  /**
   * Reads the next batch of rows; an empty one, if all records that were there are left out.
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
    if (rowsLeft == 0) {
      return false;
    }
    boolean some;
    try {
      some = source.read(rows);
    } catch (CsvException e) {
      throw e.in(request().toString());
    }
    if (some) {
      complete(rows);
    } else if (source.endsWithoutLineBreak()) {
      LOG.warn(
          "The last line of {} has no line break behind it. It is whole as far as can be seen;"
              + " were the export cut inside its last cell, it would look the same.",
          request());
    }
    return some;
  }

  private void complete(RowBatch rows) {
    long start = System.nanoTime();
    select(rows);
    convert(rows);
    rowsLeft -= rows.size();
    convertingNanos += System.nanoTime() - start;
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
        rows.retain(record -> !batch.isMalformed(record));
      }
    }
    source.columns().filter(rows);
  }

  /** Converts the records that have no values yet; if rows are only counted, none. */
  private void convert(RowBatch rows) {
    if (source.columns().count() == 0) {
      return;
    }
    RecordBatch batch = rows.records();
    int count = findOpen(rows);
    if (2 * count > batch.size()) {
      rows.checkText();
    }
    BitSet dropped = new BitSet();
    for (int i = 0; i < source.columns().count(); i++) {
      Column column = rows.column(i);
      int cell = source.columns().cell(i);
      int next = column.convert(batch, cell, open, 0, count);
      while (next < count) {
        int row = open[next];
        if (mode() == Mode.FAILFAST) {
          fail(rows, row, source.columns().doesNotFit(request(), batch, row, i));
          count = next;
        } else if (mode() == Mode.DROPMALFORMED) {
          dropped.set(row);
        }
        rows.countMalformedCell();
        column.setNull(row);
        next = column.convert(batch, cell, open, next + 1, count);
      }
    }
    if (!dropped.isEmpty()) {
      rows.countMalformedRecords(dropped.cardinality());
      rows.retain(record -> !dropped.get(record));
    }
  }

  /** Lists the records that have no values, and begins a row for each; how many there are. */
  private int findOpen(RowBatch rows) {
    RecordBatch batch = rows.records();
    if (open.length < batch.size()) {
      open = new int[batch.size()];
    }
    int count = 0;
    for (int i = batch.nextSplit(0); i < batch.size(); i = batch.nextSplit(i + 1)) {
      rows.values().begin(i);
      open[count++] = i;
    }
    return count;
  }

  /** Ends the batch before a record, and the read behind the batch. Only that record counts. */
  private void fail(RowBatch rows, int record, MalformedRecordException why) {
    rows.endAt(record);
    failure = Optional.of(why);
  }

  /** How long the converting took so far, in nanoseconds. */
  long convertingNanos() {
    return convertingNanos + source.convertingNanos();
  }

  private Mode mode() {
    return partition.settings().mode();
  }

  private ExportRequest request() {
    return partition.settings().request();
  }
}
