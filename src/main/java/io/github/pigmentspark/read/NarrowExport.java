package io.github.pigmentspark.read;

import io.github.pigmentspark.client.PigmentClient;
import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.decode.DecodeSettings;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a {@link NarrowRequest}, if Pigment takes it and its header has all columns that it
 * must have; else those of the whole export. So a block that was changed since its header was seen
 * gives what it would give without all this; but not a table of which another metric has got a
 * dimension since, and with it more rows: nothing of that is in the narrow answer.
 *
 * <p>Read by one thread; {@link #close()} may be called by any.
 */
final class NarrowExport extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(NarrowExport.class);
  private static final byte[] NOTHING = {};

  private final PigmentClient client;
  private final NarrowRequest narrow;
  private final ExportRequest whole;
  private final int maxRecordSize;
  private final TransferCounters counters;
  private InputStream export;
  private boolean closed;
  private byte[] start = NOTHING;
  private int position;

  NarrowExport(
      NarrowRequest narrow,
      ConnectionSettings connection,
      DecodeSettings settings,
      TransferCounters counters) {
    this.client = PigmentClient.create(connection);
    this.narrow = narrow;
    this.whole = settings.request();
    this.maxRecordSize = settings.maxRecordSize();
    this.counters = counters;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (export == null) {
      begin();
    }
    if (position == start.length) {
      return export.read(buffer, offset, length);
    }
    int count = Math.min(length, start.length - position);
    System.arraycopy(start, position, buffer, offset, count);
    position += count;
    if (position == start.length) {
      start = NOTHING;
      position = 0;
    }
    return count;
  }

  /** Reads one byte; see {@link #read(byte[], int, int)}. */
  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private void begin() throws IOException {
    open(narrow.request());
    Recording recording = new Recording(export);
    try {
      Set<String> header = new HashSet<>(RecordReader.of(recording, maxRecordSize).header());
      if (header.containsAll(narrow.columns())) {
        start = recording.bytes.toByteArray();
        return;
      }
      LOG.info("The export of {} lacks some of {}: read whole.", narrow, narrow.columns());
    } catch (ResponseStatusException e) {
      if (!e.isBadRequest()) {
        throw e;
      }
      LOG.info("Pigment does not take the request for {}: read whole. {}", narrow, e.getMessage());
    }
    export.close();
    open(whole);
  }

  /** Asks nothing yet. */
  private synchronized void open(ExportRequest request) throws InterruptedIOException {
    if (closed) {
      throw new InterruptedIOException("The export of " + request + " was cancelled");
    }
    export = client.open(request, counters);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (export != null) {
      export.close();
    }
  }

  /** Keeps what is read, for it to be read again. */
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
