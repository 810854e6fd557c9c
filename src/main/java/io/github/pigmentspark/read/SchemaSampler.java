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

/** Learns the schema of a read on the driver, from the first records of what it will read. */
public final class SchemaSampler {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaSampler.class);

  private SchemaSampler() {}

  /**
   * Starts each export of the read, takes header and sample from it, and cancels the rest. One
   * scenario may have whole numbers where another has fractions, so that each gives its part of the
   * sample: all together have {@code sampleSize} records, rounded up to the same number of each.
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
      // Read ahead for the sake of its waiting, which an interrupt of this thread ends.
      try (ReadAheadStream bytes =
          ReadAheadStream.of(
              client.open(request, counters),
              () -> {
                tell(request, progress, counters.bytes());
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

  /** Says why nothing happens, at a level that a notebook shows. */
  private static void tell(ExportRequest request, Progress progress, long bytes) {
    if (progress.at(System.nanoTime(), 0, bytes).isPresent()) {
      LOG.warn(
          "Still waiting for the first records of {}, to infer its types; {} bytes came so far."
              + " Pigment computes an export before it sends it. A read with .schema(…) needs none.",
          request,
          bytes);
    }
  }
}
