package io.github.pigmentspark.read;

import io.github.pigmentspark.client.BackgroundProducer;
import io.github.pigmentspark.client.ReadAheadStream;
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
 * A reader that converts an export to batches of rows for Spark. The first {@link #next()} sends
 * the request. Then, one thread downloads and another thread decodes, while Spark works on the
 * previous batch. A batch is reused once Spark requests the next one.
 */
final class PigmentPartitionReader implements PartitionReader<ColumnarBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(PigmentPartitionReader.class);
  private static final int MAX_BATCHES_AHEAD = 8;

  private final ExportRequest request;
  private final Mode mode;
  private final Optional<StateGuard> guard;
  private final TransferCounters counters = new TransferCounters();
  private final ReadAheadStream export;
  private final BackgroundProducer<RowBatch> rows;
  private final CustomTaskMetric[] metrics;
  private final Progress progress = new Progress(System.nanoTime());

  private RowBatch current;
  private long recordsScanned;
  private long recordsRead;
  private long malformedFields;
  private long malformedRecords;

  PigmentPartitionReader(PigmentInputPartition partition, StateGuard guard) {
    BooleanSupplier cancelled = cancellation();
    this.request = partition.request();
    this.mode = partition.settings().mode();
    this.guard = Optional.of(guard).filter(any -> partition.isReadCompletely());
    this.export =
        ReadAheadStream.of(partition.open(counters), cancelled, "pigment-download-" + request.id());
    RowDecoder decoder = partition.decoder(export, counters);
    this.current = decoder.newBatch();
    this.rows =
        BackgroundProducer.of(
            decoder::newBatch,
            MAX_BATCHES_AHEAD,
            decoder::decode,
            () -> {
              logProgress(); // Log the progress even while no data arrives.
              return cancelled.getAsBoolean();
            },
            "pigment-decode-" + request.id());
    this.metrics =
        new CustomTaskMetric[] {
          new ReadMetrics.RecordsScanned().of(() -> recordsScanned),
          new ReadMetrics.RecordsRead().of(() -> recordsRead),
          new ReadMetrics.BytesDownloaded().of(counters::bytes),
          new ReadMetrics.Requests().of(counters::requests),
          new ReadMetrics.Retries().of(counters::retries),
          new ReadMetrics.Resumes().of(counters::resumes),
          new ReadMetrics.MalformedFields().of(() -> malformedFields),
          new ReadMetrics.MalformedRecords().of(() -> malformedRecords),
          new ReadMetrics.TimeToFirstByte().of(counters::firstByteNanos),
          new ReadMetrics.TimeWaiting().of(export::waitingNanos),
          new ReadMetrics.TimeDecoding().of(decoder::nanos)
        };
  }

  /**
   * Returns a condition that is true once the task is killed or the session is closed. Closing a
   * session does not kill its tasks.
   */
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
      logProgress();
    } while (some && current.size() == 0);
    if (!some) {
      LOG.info(
          "{}",
          progress.summary(System.nanoTime(), request, recordsScanned, recordsRead, counters));
      end();
      guard.ifPresent(any -> any.check(request, counters.state()));
    }
    return some;
  }

  private void logProgress() {
    progress
        .at(System.nanoTime(), recordsRead, counters.bytes())
        .ifPresent(line -> LOG.info("Reading {}: {}.", request, line));
  }

  private void count(RowBatch rows) {
    recordsScanned += rows.recordsScanned();
    recordsRead += rows.size();
    malformedFields += rows.malformedFields();
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

  /**
   * Releases the buffers, because Spark keeps all readers of a task until the last one has been
   * read.
   */
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
    if (mode != Mode.FAILFAST && malformedFields + malformedRecords > 0) {
      LOG.warn(
          "{}: {} malformed fields and {} malformed records were skipped or read as null (mode={}).",
          request,
          malformedFields,
          malformedRecords,
          mode);
    }
  }
}
