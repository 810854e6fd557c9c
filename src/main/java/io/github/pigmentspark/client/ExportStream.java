package io.github.pigmentspark.client;

import io.github.pigmentspark.http.Exchange;
import io.github.pigmentspark.http.HeaderTimeout;
import io.github.pigmentspark.http.RetryLoop;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.Response;

/**
 * The CSV of an export, whole or not at all: it ends without an exception only where the export
 * ends.
 *
 * <p>A failed request is repeated as {@link RetryPolicy} allows. If bytes were handed out before it
 * failed, the repeated export is compared with them, by {@link Fingerprint}, and goes on behind
 * them; if it differs, the read fails, because its two halves would be of two states of the view.
 *
 * <p>Read by one thread; {@link #close()} may be called by any, and ends a read under way.
 */
final class ExportStream extends InputStream {
  private static final int SKIP_BUFFER_SIZE = 64 * 1024;

  /** Fewer bytes than this in a whole {@code readTimeout} are a server that trickles. */
  private static final long FEWEST_BYTES_PER_TIMEOUT = 1024;

  private final PigmentClient client;
  private final ExportRequest request;
  private final TransferCounters counters;
  private final RetryLoop retries;
  private final Fingerprint consumed = new Fingerprint();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock reading = new ReentrantLock();

  private volatile Exchange exchange = Exchange.NONE;
  private long firstRequest;
  private long windowNanos;
  private long windowBytes;
  private boolean complete;

  ExportStream(PigmentClient client, ExportRequest request, TransferCounters counters) {
    this.client = client;
    this.request = request;
    this.counters = counters;
    this.retries = new RetryLoop(client.settings(), request);
  }

  /**
   * Reads up to {@code length} bytes, waiting for at least one.
   *
   * @return the number of bytes read, or -1 at the end of a complete export
   * @throws PigmentException if the export cannot be had whole
   * @throws InterruptedIOException if the stream is closed or the thread interrupted meanwhile
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      return receiveOrRetry(buffer, offset, length);
    } finally {
      reading.unlock();
      endIfClosed();
    }
  }

  private int receiveOrRetry(byte[] buffer, int offset, int length) throws InterruptedIOException {
    while (!complete) {
      try {
        if (exchange == Exchange.NONE) {
          open();
        }
        int count = receive(buffer, offset, length);
        if (count >= 0) {
          consumed.update(buffer, offset, count);
          retries.progressed();
          return count;
        }
        complete = true;
      } catch (IOException e) {
        endExchange();
        if (closed.getCount() == 0 || RetryLoop.isInterruption(e)) {
          throw interrupted(e);
        }
        pause(retries.pauseAfter(e, consumed.length()));
        counters.countRetry();
      } catch (RuntimeException e) {
        endExchange();
        throw e;
      }
    }
    endExchange();
    if (consumed.length() == 0) {
      throw new PigmentException(
          String.format(
              "The export of %s is empty: not even a header line came. Open the %s in Pigment as the"
                  + " owner of the key, and check that it shows data.",
              request, request.kind().noun()));
    }
    return -1;
  }

  /** Reads one byte; see {@link #read(byte[], int, int)}. */
  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private void open() throws IOException {
    Call call = client.call(request);
    Duration timeout = client.settings().connectTimeout().plus(client.settings().readTimeout());
    exchange = new Exchange(call, timeout);
    if (closed.getCount() == 0) {
      throw new InterruptedIOException("closed");
    }
    if (firstRequest == 0) {
      firstRequest = System.nanoTime();
    }
    counters.countRequest();
    Response response = HeaderTimeout.execute(call, timeout);
    exchange.answeredBy(response);
    client.check(response, request);
    windowNanos = 0;
    windowBytes = 0;
    if (consumed.length() > 0) {
      passOver();
      counters.countResume();
    }
  }

  /** Reads again what was read before, and makes sure that it is the same. */
  private void passOver() throws IOException {
    Fingerprint repeated = new Fingerprint();
    byte[] buffer = new byte[SKIP_BUFFER_SIZE];
    while (repeated.length() < consumed.length()) {
      long missing = consumed.length() - repeated.length();
      int count = receive(buffer, 0, (int) Math.min(buffer.length, missing));
      if (count < 0) {
        throw changed();
      }
      repeated.update(buffer, 0, count);
    }
    if (repeated.value() != consumed.value()) {
      throw changed();
    }
  }

  private PigmentException changed() {
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The export of %s broke after %,d bytes, and %s changed before it could be resumed: the"
                + " rest would not belong to what was read. Run the read again; if it fails often,"
                + " read when nobody edits the %s.",
            request,
            consumed.length(),
            request,
            request.kind().noun()));
  }

  private int receive(byte[] buffer, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int count = exchange.read(buffer, offset, length);
    long end = System.nanoTime();
    if (count > 0) {
      counters.countBytes(count);
      counters.firstByteAfter(end - firstRequest);
      checkPace(count, end - start);
    }
    return count;
  }

  // Counts the time spent waiting for Pigment only: a slow consumer is not a slow server.
  private void checkPace(int count, long nanos) throws IOException {
    windowBytes += count;
    windowNanos += nanos;
    if (windowBytes >= FEWEST_BYTES_PER_TIMEOUT) {
      windowNanos = 0;
      windowBytes = 0;
    } else if (windowNanos > client.settings().readTimeout().toNanos()) {
      throw new IOException(
          "only " + windowBytes + " bytes came within readTimeout, the server trickles");
    }
  }

  private void pause(Duration pause) throws InterruptedIOException {
    try {
      if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InterruptedIOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private InterruptedIOException interrupted(Throwable cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException("The export of " + request + " was cancelled");
    interrupted.initCause(cause);
    return interrupted;
  }

  // The body is not to be closed while another thread reads it; that one will.
  private void endIfClosed() {
    if (closed.getCount() == 0 && reading.tryLock()) {
      try {
        endExchange();
      } finally {
        reading.unlock();
      }
    }
  }

  private void endExchange() {
    exchange.end();
    exchange = Exchange.NONE;
  }

  /** Ends the HTTP call at once, wherever it is. */
  @Override
  public void close() {
    closed.countDown();
    exchange.cancel();
    endIfClosed();
  }
}
