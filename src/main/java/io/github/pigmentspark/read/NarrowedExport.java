package io.github.pigmentspark.read;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of a narrowed export. The list may have changed since its header was read. If Pigment
 * rejects the narrowed request, or the header of the narrowed export lacks a property, the stream
 * has the bytes of the whole export instead.
 *
 * <p>One thread reads the stream, but any thread may call {@link #close()}.
 */
final class NarrowedExport extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(NarrowedExport.class);

  private final PigmentClient client;
  private final ExportRequest narrowed;
  private final ExportRequest whole;
  private final int maxRecordSize;
  private final TransferCounters counters;
  private InputStream export;
  private boolean closed;
  private InputStream bytes; // Null until the first read.

  NarrowedExport(
      ExportRequest narrowed,
      ConnectionSettings connection,
      DecodeSettings settings,
      TransferCounters counters) {
    this.client = PigmentClient.create(connection);
    this.narrowed = narrowed;
    this.whole = settings.request();
    this.maxRecordSize = settings.maxRecordSize();
    this.counters = counters;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (bytes == null) {
      bytes = start();
    }
    return bytes.read(buffer, offset, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private InputStream start() throws IOException {
    Recording recording = new Recording(open(narrowed));
    try {
      if (RecordReader.of(recording, maxRecordSize).header().containsAll(narrowed.properties())) {
        return new SequenceInputStream(
            new ByteArrayInputStream(recording.bytes.toByteArray()), export);
      }
      LOG.info(
          "The export of {} lacks a requested property. Requesting the whole list.",
          narrowed.description());
    } catch (ResponseStatusException e) {
      if (!e.isRejected()) {
        throw e;
      }
      LOG.info(
          "Pigment rejected the request for {}. Requesting the whole list.",
          narrowed.description(),
          e);
    }
    export.close();
    return open(whole);
  }

  /** Opens a stream. Its first read sends the request. */
  private synchronized InputStream open(ExportRequest request) throws InterruptedIOException {
    if (closed) {
      throw new InterruptedIOException("The export of " + request + " was cancelled");
    }
    export = client.open(request, counters);
    return export;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (export != null) {
      export.close();
    }
  }

  /** A stream that keeps a copy of the bytes that are read from it. */
  private static final class Recording extends FilterInputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Recording(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        bytes.write(buffer, offset, count);
      }
      return count;
    }
  }
}
