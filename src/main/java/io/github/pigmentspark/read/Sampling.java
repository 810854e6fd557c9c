package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.ReadAhead;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.CsvException;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.PigmentOptions;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.InferredSchema;
import io.github.pigmentspark.schema.SchemaInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Learns the schema of a read on the driver, from the first records of what it will read. */
public final class Sampling {
  private Sampling() {}

  /**
   * Starts each export of the read, takes header and sample from it, and cancels the rest. One
   * scenario may have whole numbers where another has fractions, so that each gives its part of the
   * sample: all together have {@code sampleSize} records, rounded up to the same number of each.
   */
  public static InferredSchema infer(PigmentOptions options) {
    ColumnNames naming = ColumnNames.of(options.namingStyle(), CaseSensitivity.ofThisSession());
    SchemaInference inference = SchemaInference.of(naming, options);
    List<ExportRequest> requests = options.exportRequest().byScenario();
    int part = (options.sampleSize() - 1) / requests.size() + 1;
    PigmentClient client = PigmentClient.create(options.clientSettings());
    for (ExportRequest request : requests) {
      // Read ahead for the sake of its waiting, which an interrupt of this thread ends.
      try (ReadAhead bytes =
          ReadAhead.of(
              client.open(request, new TransferCounters()),
              RecordReader::newBuffer,
              () -> false,
              "pigment-sample")) {
        inference.add(request, RecordReader.of(bytes::next, options.maxRecordSize()), part);
      } catch (CsvException e) {
        throw e.in(request.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return inference.schema();
  }
}
