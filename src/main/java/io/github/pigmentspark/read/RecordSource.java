package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Pieces;
import io.github.pigmentspark.csv.RecordReader;
import java.io.IOException;
import java.util.Optional;

/**
 * The records of an export in batches, with those cells in them that a read needs, or already with
 * their values. Finds the columns in the header first, so that one which is not there is missed
 * before any record.
 */
final class RecordSource {
  private final PigmentInputPartition partition;
  private final RecordReader reader;
  private BoundColumns columns;
  private Optional<ValueScanner> scanner = Optional.empty();

  RecordSource(PigmentInputPartition partition, Pieces export) {
    this.partition = partition;
    this.reader = RecordReader.of(export, partition.settings().maxRecordSize());
  }

  /** Reads a batch; false at the end. */
  boolean read(RowBatch rows) throws IOException {
    if (columns == null) {
      columns = BoundColumns.bind(partition, reader.header());
      scanner = ValueScanner.of(columns, reader.header().size());
      if (scanner.isPresent()) {
        reader.splitPlainBy(scanner.get());
      } else {
        reader.want(columns.cells());
      }
    }
    rows.begin();
    scanner.ifPresent(its -> its.fill(rows));
    return reader.read(rows.records());
  }

  /** How long it took to make values of records, in nanoseconds. */
  long convertingNanos() {
    return scanner.map(ValueScanner::nanos).orElse(0L);
  }

  /** The columns of the read; known once there is a batch. */
  BoundColumns columns() {
    return columns;
  }

  /** See {@link RecordReader#endsWithoutLineBreak()}; known at the end. */
  boolean endsWithoutLineBreak() {
    return reader.endsWithoutLineBreak();
  }
}
