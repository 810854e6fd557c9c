package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The records of an export in batches, with those cells in them that a read needs, or already with
 * their values. Finds the columns in the header first, so that one which is not there is missed
 * before any record.
 */
final class RecordSource {
  private final PigmentInputPartition partition;
  private final RecordReader reader;
  private final BooleanSupplier due;
  private BoundColumns columns;
  private Optional<ValueScanner> scanner = Optional.empty();

  /**
   * The records of an export.
   *
   * @param due whether to hand a batch over, though more could go into it
   */
  RecordSource(PigmentInputPartition partition, InputStream export, BooleanSupplier due) {
    this.partition = partition;
    this.reader = RecordReader.of(export, partition.settings().maxRecordSize());
    this.due = due;
  }

  /**
   * Reads a batch, a full one unless it is due before.
   *
   * @return false at the end
   */
  boolean read(RowBatch rows) throws IOException {
    if (columns == null) {
      columns = BoundColumns.bind(partition, reader.header(), partition.settings().naming());
      scanner = ValueScanner.of(columns, reader.header().size());
      if (scanner.isPresent()) {
        reader.splitPlainBy(scanner.get());
      } else {
        reader.want(columns.cells());
      }
    }
    rows.begin();
    scanner.ifPresent(its -> its.fill(rows));
    return reader.read(rows.records(), due);
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
