package io.github.pigmentspark.read;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.ReadAheadStream;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.InferredSchema;
import io.github.pigmentspark.schema.SchemaInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sampler that runs on the driver and infers the schema of a read from the first records of its
 * exports.
 */
public final class SchemaSampler {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaSampler.class);

  private SchemaSampler() {}

  /**
   * Requests each export of the read, reads the header and a sample, and cancels the rest. All
   * scenarios contribute the same number of records to the sample, because a column may have
   * integers in one scenario and fractions in another.
   */
  public static InferredSchema infer(ReadOptions options) {
    ColumnNames naming = ColumnNames.of(options.namingStyle(), CaseSensitivity.ofThisSession());
    SchemaInference inference = SchemaInference.of(naming, options);
    List<ExportRequest> requests = options.exportRequest().byScenario();
    int part = (options.sampleSize() - 1) / requests.size() + 1;
    PigmentClient client = PigmentClient.create(options.clientSettings());
    for (ExportRequest request : requests) {
      TransferCounters counters = new TransferCounters();
      Progress progress = new Progress(System.nanoTime());
      // While a ReadAheadStream waits, this thread can be interrupted.
      try (ReadAheadStream bytes =
          ReadAheadStream.of(
              client.open(request, counters),
              () -> {
                logWait(request, progress, counters.bytes());
                return false;
              },
              "pigment-sample")) {
        inference.add(request, RecordReader.of(bytes, options.maxRecordSize()), part);
      } catch (CsvException e) {
        throw e.in(request.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return inference.schema();
  }

  /** Explains a long wait in a warning, because notebooks show warnings. */
  private static void logWait(ExportRequest request, Progress progress, long bytes) {
    if (progress.at(System.nanoTime(), 0, bytes).isPresent()) {
      LOG.warn(
          "Still waiting for the first records of {} to infer the types. Pigment computes an export"
              + " before sending it, and {} bytes have arrived so far. A read with .schema(…)"
              + " doesn't need a sample.",
          request,
          bytes);
    }
  }
}
