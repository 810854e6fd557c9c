package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
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
  private Optional<OpenExport> export = Optional.empty();
  private final CustomTaskMetric[] metrics;
  private long recordsRead;
  private long malformedCells;
  private long malformedRecords;

  PigmentPartitionReader(PigmentInputPartition partition) {
    this.partition = partition;
    this.row = new SpecificInternalRow(partition.schema());
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
          new ReadMetrics.TimeWaiting()
              .of(() -> export.map(open -> open.bytes.waitingNanos()).orElse(0L))
        };
  }

  @Override
  public boolean next() throws IOException {
    if (!export.isPresent()) {
      export = Optional.of(open());
    }
    OpenExport open = export.get();
    while (open.records.next()) {
      if (accept(open.records.record(), open.columns)) {
        recordsRead++;
        return true;
      }
    }
    if (open.records.endsWithoutLineBreak()) {
      LOG.warn(
          "The last record of {} has no line break behind it. It is whole as far as can be seen; were"
              + " the export cut inside its last cell, it would look the same.",
          request());
    }
    return false;
  }

  private OpenExport open() throws IOException {
    ScanSettings settings = partition.settings();
    ReadAhead bytes =
        ReadAhead.start(
            PigmentClient.create(settings.client()).export(request(), counters),
            cancellation(),
            "pigment-download-" + request().viewId());
    try {
      RecordReader records = RecordReader.of(bytes, settings.maxRecordSize());
      BoundColumns columns =
          BoundColumns.bind(partition.schema(), records.header(), settings.naming(), request());
      return new OpenExport(bytes, records, columns);
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** Whether the task was killed, or the session closed: Spark does not kill its tasks for that. */
  private static BooleanSupplier cancellation() {
    TaskContext task = TaskContext.get();
    SparkEnv session = SparkEnv.get();
    return () -> task.isInterrupted() || SparkEnv.get() != session;
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
    export.ifPresent(open -> open.bytes.close());
    if (mode() != Mode.FAILFAST && malformedCells + malformedRecords > 0) {
      LOG.warn(
          "{}: {} malformed cells and {} malformed records were passed over, as mode={} asks.",
          request(),
          malformedCells,
          malformedRecords,
          mode());
    }
  }

  /** What there is once the header has been read. */
  private static final class OpenExport {
    final ReadAhead bytes;
    final RecordReader records;
    final BoundColumns columns;

    OpenExport(ReadAhead bytes, RecordReader records, BoundColumns columns) {
      this.bytes = bytes;
      this.records = records;
      this.columns = columns;
    }
  }
}
