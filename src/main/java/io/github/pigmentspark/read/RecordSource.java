package io.github.pigmentspark.read;

import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The records of an export in batches, with those cells in them that a read needs. Finds the
 * columns in the header first, so that one which is not there is missed before any record.
 */
final class RecordSource implements Prefetch.Maker<RecordBatch> {
  /** How long a batch that is waited for may go on filling. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final PigmentInputPartition partition;
  private final RecordReader reader;
  private final BooleanSupplier awaited;
  private BoundColumns columns;

  /**
   * The records of an export.
   *
   * @param awaited whether somebody waits for a batch just now
   */
  RecordSource(PigmentInputPartition partition, InputStream export, BooleanSupplier awaited) {
    this.partition = partition;
    this.reader = RecordReader.of(export, partition.settings().maxRecordSize());
    this.awaited = awaited;
  }

  /**
   * Reads a batch. A full one, unless it takes long and is waited for: to hand over costs more than
   * to split a few records. The first one goes at once; it may be all that is wanted.
   */
  @Override
  public boolean make(RecordBatch batch) throws IOException {
    long start = System.nanoTime();
    boolean isFirst = columns == null;
    if (isFirst) {
      columns = BoundColumns.bind(partition, reader.header(), partition.settings().naming());
      reader.want(columns.cells());
    }
    return reader.read(
        batch,
        () -> awaited.getAsBoolean() && (isFirst || System.nanoTime() - start > PATIENCE_NANOS));
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
