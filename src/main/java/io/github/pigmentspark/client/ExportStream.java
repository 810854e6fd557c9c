package io.github.pigmentspark.client;

import io.github.pigmentspark.http.RetryLoop;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * A resumable stream of an export's bytes. It ends without an exception only if the export is
 * complete.
 *
 * <p>Pigment cannot send part of an export. After a failure, the stream requests the whole export
 * again, compares its {@link Fingerprint} with that of the bytes already returned, and resumes
 * after those bytes. If the fingerprints differ, the read fails, because it would mix two states of
 * the view.
 *
 * <p>One thread reads the stream. Any thread may call {@link #close()}, which makes a pending read
 * fail.
 */
final class ExportStream extends InputStream {
  private static final int SKIP_BUFFER_SIZE = 64 * 1024;

  private final ConnectionSettings settings;
  private final ExportRequest request;
  private final Supplier<Call> calls;
  private final TransferCounters counters;
  private final RetryLoop retries;
  private final Fingerprint returned = new Fingerprint();
  private final ReentrantLock reading = new ReentrantLock();

  private volatile Call call;
  private Response response;
  private InputStream body;
  private long firstRequestNanos;
  private boolean complete;

  /**
   * Creates a stream. Its first read sends the first request.
   *
   * @param calls creates an HTTP call for the export
   */
  ExportStream(
      ConnectionSettings settings,
      ExportRequest request,
      Supplier<Call> calls,
      TransferCounters counters) {
    this.settings = settings;
    this.request = request;
    this.calls = calls;
    this.counters = counters;
    this.retries = new RetryLoop(settings, "export of " + request);
  }

  /**
   * Reads up to {@code length} bytes, waiting for at least one.
   *
   * @return the number of bytes read, or -1 at the end of a complete export
   * @throws PigmentException if the complete export cannot be read
   * @throws InterruptedIOException if the stream is closed or the thread is interrupted
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws InterruptedIOException {
    if (length == 0) {
      return 0;
    }
    reading.lock();
    try {
      return complete ? -1 : retries.run(() -> readOnce(buffer, offset, length));
    } finally {
      reading.unlock();
      endCallIfClosed();
    }
  }

  /** Reads one byte; see {@link #read(byte[], int, int)}. */
  @Override
  public int read() throws InterruptedIOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private int readOnce(byte[] buffer, int offset, int length) throws IOException {
    try {
      if (response == null) {
        open();
      }
      int count = receive(buffer, offset, length);
      if (count < 0) {
        complete = true;
        counters.complete(returned + " " + request.properties());
        endCall();
      } else {
        returned.update(buffer, offset, count);
        retries.progressed(returned.length());
      }
      return count;
    } catch (IOException | RuntimeException e) {
      endCall();
      throw e;
    }
  }

  private void open() throws IOException {
    call = calls.get();
    if (retries.isCancelled()) {
      throw new InterruptedIOException("closed");
    }
    counters.countRequest();
    if (firstRequestNanos == 0) {
      firstRequestNanos = System.nanoTime();
    } else {
      counters.countRetry();
    }
    response = call.execute();
    ExportResponse.check(response, request, settings);
    if (response.protocol() != Protocol.HTTP_2) {
      // The socket has the same timeout. Okio would set its own timeout for every 8 KB, which would
      // be slower.
      response.body().source().timeout().timeout(0, TimeUnit.NANOSECONDS);
    }
    body = response.body().byteStream();
    if (returned.length() == 0) {
      counters.responseBegan(Instant.now());
    } else {
      skipReturnedBytes();
      counters.countResume();
    }
  }

  private void skipReturnedBytes() throws IOException {
    Fingerprint skipped = new Fingerprint();
    byte[] buffer = new byte[SKIP_BUFFER_SIZE];
    while (skipped.length() < returned.length()) {
      long missing = returned.length() - skipped.length();
      int count = receive(buffer, 0, (int) Math.min(buffer.length, missing));
      if (count < 0) {
        throw changed();
      }
      skipped.update(buffer, 0, count);
    }
    if (skipped.value() != returned.value()) {
      throw changed();
    }
  }

  private PigmentException changed() {
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The export of %s failed after %,d bytes, and the %s changed before the export could be"
                + " resumed. Run the read again. If this happens often, read the %s when nobody is"
                + " editing it.",
            request,
            returned.length(),
            request.kind().noun(),
            request.kind().noun()));
  }

  private int receive(byte[] buffer, int offset, int length) throws IOException {
    int count = body.read(buffer, offset, length);
    if (count > 0) {
      counters.countBytes(count);
      counters.firstByteAfter(System.nanoTime() - firstRequestNanos);
    }
    return count;
  }

  private void endCall() {
    if (call != null) {
      call.cancel(); // Otherwise, OkHttp would read the rest of the body.
    }
    if (response != null) {
      response.close();
      response = null;
    }
  }

  /** Cancels the HTTP call and makes a pending read fail. */
  @Override
  public void close() {
    retries.cancel();
    Call pending = call;
    if (pending != null) {
      pending.cancel();
    }
    endCallIfClosed();
  }

  /**
   * Ends the HTTP call if the stream is closed, unless another thread is reading the response. That
   * thread then ends the call itself.
   */
  private void endCallIfClosed() {
    if (retries.isCancelled() && reading.tryLock()) {
      try {
        endCall();
      } finally {
        reading.unlock();
      }
    }
  }
}
