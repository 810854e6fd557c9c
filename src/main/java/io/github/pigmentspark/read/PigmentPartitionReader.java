package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.Prefetch;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.options.Mode;
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
 * #next()}; from then on one thread downloads it and another one converts it, while Spark works on
 * the batch before. A batch is overwritten once Spark asks for the next one.
 */
final class PigmentPartitionReader implements PartitionReader<ColumnarBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(PigmentPartitionReader.class);

  /** One with Spark, one in the making, and one to even out their speeds. */
  private static final int BATCHES = 3;

  private final ExportRequest request;
  private final Mode mode;
  private final TransferCounters counters = new TransferCounters();
  private final ReadAhead bytes;
  private final Prefetch<RowBatch> batches;
  private final CustomTaskMetric[] metrics;
  private final Progress progress = new Progress(System.nanoTime());
  private Optional<RowBatch> current = Optional.empty();
  private long recordsRead;
  private long malformedCells;
  private long malformedRecords;

  PigmentPartitionReader(PigmentInputPartition partition) {
    ScanSettings settings = partition.settings();
    BooleanSupplier cancelled = cancellation();
    this.request = settings.request();
    this.mode = settings.mode();
    this.bytes =
        PigmentClient.create(settings.client())
            .download(request, counters, cancelled, "pigment-download-" + request.viewId());
    RowReader rows = new RowReader(partition, bytes);
    this.batches =
        Prefetch.of(
            () -> RowBatch.of(partition.schema()),
            BATCHES,
            rows,
            cancelled,
            "pigment-convert-" + request.viewId());
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
          new ReadMetrics.TimeWaiting().of(bytes::waitingNanos),
          new ReadMetrics.TimeConverting().of(rows::convertingNanos)
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
    do {
      current = batches.next();
      current.ifPresent(this::count);
    } while (current.map(RowBatch::size).orElse(1) == 0);
    progress
        .at(System.nanoTime(), recordsRead, counters.bytes())
        .ifPresent(line -> LOG.info("Reading {}: {}.", request, line));
    return current.isPresent();
  }

  private void count(RowBatch rows) {
    recordsRead += rows.size();
    malformedCells += rows.malformedCells();
    malformedRecords += rows.malformedRecords();
  }

  @Override
  public ColumnarBatch get() {
    return current
        .orElseThrow(() -> new IllegalStateException("There is no batch: next() was not true."))
        .columnar();
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return metrics;
  }

  @Override
  public void close() {
    bytes.close();
    batches.close();
    if (mode != Mode.FAILFAST && malformedCells + malformedRecords > 0) {
      LOG.warn(
          "{}: {} malformed cells and {} malformed records were passed over, as mode={} asks.",
          request,
          malformedCells,
          malformedRecords,
          mode);
    }
  }
}
