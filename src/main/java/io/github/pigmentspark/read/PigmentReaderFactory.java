package io.github.pigmentspark.read;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** A factory that creates a reader for each partition on an executor. */
final class PigmentReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final StateGuard guard;

  PigmentReaderFactory(StateGuard guard) {
    this.guard = guard;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return true;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    return new PigmentPartitionReader((PigmentInputPartition) partition, guard);
  }

  /** Spark does not call this method, because all partitions are read in columnar batches. */
  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    throw new UnsupportedOperationException("Pigment is read in columnar batches");
  }
}
