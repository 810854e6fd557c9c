package io.github.pigmentspark.read;

import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.decode.RowBatch;
import io.github.pigmentspark.decode.RowDecoder;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.pigment.ExportRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands an export to Spark in batches of rows. The export is asked for at the first {@link
 * #next()}; from then on one thread downloads it and one reads it into rows, while Spark works on
 * the batch before. A batch is overwritten once Spark asks for the next one.
 */
final class PigmentPartitionReader implements PartitionReader<ColumnarBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(PigmentPartitionReader.class);

  /**
   * How many batches the reading may be ahead, the one that it works on among them. So many that a
   * thread that gets no core for a moment keeps nobody else waiting.
   */
  private static final int AHEAD = 8;

  private final ExportRequest request;
  private final Mode mode;
  private final TransferCounters counters = new TransferCounters();
  private final ReadAhead export;
  private final Prefetch<RowBatch> rows;
  private final CustomTaskMetric[] metrics;
  private final Progress progress = new Progress(System.nanoTime());
  private RowBatch current;
  private long recordsRead;
  private long malformedCells;
  private long malformedRecords;

  PigmentPartitionReader(PigmentInputPartition partition) {
    BooleanSupplier cancelled = cancellation();
    this.request = partition.request();
    this.mode = partition.settings().mode();
    this.export =
        ReadAhead.of(
            partition.open(counters),
            () -> java.nio.ByteBuffer.allocate(256 * 1024),
            cancelled,
            "pigment-download-" + request.id());
    RowDecoder decoder = partition.decoder(new In(export));
    this.current = decoder.newBatch();
    this.rows =
        Prefetch.of(
            decoder::newBatch,
            AHEAD,
            decoder::decode,
            () -> {
              tellProgress(); // Also while there is nothing to read yet.
              return cancelled.getAsBoolean();
            },
            "pigment-read-" + request.id());
    this.metrics =
        new CustomTaskMetric[] {
          new ReadMetrics.RecordsRead().of(() -> recordsRead),
          new ReadMetrics.BytesDownloaded().of(counters::bytes),
          new ReadMetrics.Requests().of(counters::requests),
          new ReadMetrics.Retries().of(counters::retries),
          new ReadMetrics.Resumes().of(counters::resumes),
          new ReadMetrics.MalformedCells().of(() -> malformedCells),
          new ReadMetrics.MalformedRecords().of(() -> malformedRecords),
          new ReadMetrics.TimeToFirstByte().of(counters::firstByteNanos),
          new ReadMetrics.TimeWaiting().of(export::waitingNanos),
          new ReadMetrics.TimeConverting().of(decoder::nanos)
        };
  }

  /** Whether the task was killed, or the session closed: Spark does not kill its tasks for that. */
  private static BooleanSupplier cancellation() {
    Optional<TaskContext> task = Optional.ofNullable(TaskContext.get());
    SparkEnv session = SparkEnv.get();
    return () -> task.map(TaskContext::isInterrupted).orElse(false) || SparkEnv.get() != session;
  }

  @Override
  public boolean next() throws IOException {
    boolean some;
    do {
      Optional<RowBatch> next = rows.next(current);
      some = next.isPresent();
      current = next.orElse(current);
      next.ifPresent(this::count);
      tellProgress();
    } while (some && current.size() == 0);
    if (!some) {
      end();
    }
    return some;
  }

  private void tellProgress() {
    progress
        .at(System.nanoTime(), recordsRead, counters.bytes())
        .ifPresent(line -> LOG.info("Reading {}: {}.", request, line));
  }

  private void count(RowBatch rows) {
    recordsRead += rows.size();
    malformedCells += rows.malformedFields();
    malformedRecords += rows.malformedRecords();
  }

  @Override
  public ColumnarBatch get() {
    return current.columnar();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return metrics;
  }

  /** Keeps no buffers any more: Spark keeps the readers of a task until all are read. */
  private void end() throws IOException {
    try {
      export.close();
    } finally {
      rows.close();
    }
  }

  @Override
  public void close() throws IOException {
    end();
    if (mode != Mode.FAILFAST && malformedCells + malformedRecords > 0) {
      LOG.warn(
          "{}: {} malformed cells and {} malformed records were passed over, as mode={} asks.",
          request,
          malformedCells,
          malformedRecords,
          mode);
    }
  }

  static final class In extends java.io.InputStream {
    private final ReadAhead source;
    private java.nio.ByteBuffer piece;

    In(ReadAhead source) {
      this.source = source;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (piece == null || !piece.hasRemaining()) {
        java.nio.ByteBuffer used = piece == null ? java.nio.ByteBuffer.allocate(256 * 1024) : piece;
        used.clear();
        Optional<java.nio.ByteBuffer> next = source.next(used);
        if (!next.isPresent()) {
          return -1;
        }
        piece = next.get();
      }
      int n = Math.min(len, piece.remaining());
      piece.get(b, off, n);
      return n;
    }
  }
}
