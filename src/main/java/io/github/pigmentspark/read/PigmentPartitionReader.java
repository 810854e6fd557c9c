package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.Record;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an export into rows. The export is asked for at the first {@link #next()}; the row and the
 * strings in it are overwritten by the next one.
 */
final class PigmentPartitionReader implements PartitionReader<InternalRow> {
  private static final Logger LOG = LoggerFactory.getLogger(PigmentPartitionReader.class);

  private final PigmentInputPartition partition;
  private final SpecificInternalRow row;
  private final TransferCounters counters = new TransferCounters();
  private final ReadAhead bytes;
  private final RecordReader records;
  private final CustomTaskMetric[] metrics;
  private Optional<BoundColumns> columns = Optional.empty();
  private long recordsRead;
  private long malformedCells;
  private long malformedRecords;

  PigmentPartitionReader(PigmentInputPartition partition) {
    ScanSettings settings = partition.settings();
    this.partition = partition;
    this.row = new SpecificInternalRow(partition.schema());
    this.bytes =
        PigmentClient.create(settings.client())
            .download(
                settings.request(),
                counters,
                cancellation(),
                "pigment-download-" + settings.request().viewId());
    this.records = RecordReader.of(bytes, settings.maxRecordSize());
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
          new ReadMetrics.TimeWaiting().of(bytes::waitingNanos)
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
    try {
      return advance();
    } catch (CsvException e) {
      throw e.in(request().toString());
    }
  }

  private boolean advance() throws IOException {
    if (!columns.isPresent()) {
      columns = Optional.of(bind());
    }
    BoundColumns bound = columns.get();
    while (records.next()) {
      if (accept(records.record(), bound)) {
        recordsRead++;
        return true;
      }
    }
    if (records.endsWithoutLineBreak()) {
      LOG.warn(
          "The last line of {} has no line break behind it. It is whole as far as can be seen; were"
              + " the export cut inside its last cell, it would look the same.",
          request());
    }
    return false;
  }

  private BoundColumns bind() throws IOException {
    return BoundColumns.bind(
        partition.schema(), records.header(), partition.settings().naming(), request());
  }

  /** Fills the row from a record; false if the record is to be left out. */
  private boolean accept(Record record, BoundColumns columns) {
    if (record.isMalformed()) {
      malformedRecords++;
      if (mode() == Mode.FAILFAST) {
        throw MalformedRecordException.of(request(), record);
      }
      for (int i = 0; i < columns.count(); i++) {
        row.setNullAt(i);
      }
      return mode() == Mode.PERMISSIVE;
    }
    for (int i = 0; i < columns.count(); i++) {
      if (!columns.convert(record, i, row)) {
        malformedCells++;
        if (mode() == Mode.FAILFAST) {
          throw columns.doesNotFit(record, i, request());
        }
        if (mode() == Mode.DROPMALFORMED) {
          malformedRecords++;
          return false;
        }
        row.setNullAt(i);
      }
    }
    return true;
  }

  private Mode mode() {
    return partition.settings().mode();
  }

  private ExportRequest request() {
    return partition.settings().request();
  }

  @Override
  public InternalRow get() {
    return row;
  }

  @Override
  public CustomTaskMetric[] currentMetricsValues() {
    return metrics;
  }

  @Override
  public void close() {
    bytes.close();
    if (mode() != Mode.FAILFAST && malformedCells + malformedRecords > 0) {
      LOG.warn(
          "{}: {} malformed cells and {} malformed records were passed over, as mode={} asks.",
          request(),
          malformedCells,
          malformedRecords,
          mode());
    }
  }
}
