package io.github.pigmentspark.read;

import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The records of an export in batches, with those cells in them that a read needs. Finds the
 * columns in the header first, so that one which is not there is missed before any record.
 */
final class RecordSource implements Prefetch.Maker<RecordBatch> {
  private final PigmentInputPartition partition;
  private final RecordReader reader;
  private final BooleanSupplier due;
  private BoundColumns columns;

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

  /** Reads a batch, a full one unless it is due before. */
  @Override
  public boolean make(RecordBatch batch) throws IOException {
    if (columns == null) {
      columns = BoundColumns.bind(partition, reader.header(), partition.settings().naming());
      reader.want(columns.cells());
    }
    return reader.read(batch, due);
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
