package io.github.pigmentspark.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of one export. The thread that downloads the export updates them, and any thread may
 * read them.
 */
public final class TransferCounters {
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong resumes = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong firstByteNanos = new AtomicLong();
  private volatile long responseMicros;
  private volatile String state = "";

  /** Returns the number of requests sent, including retries. */
  public long requests() {
    return requests.get();
  }

  /** Returns the number of requests that followed a failed one. */
  public long retries() {
    return retries.get();
  }

  /** Returns the number of retries that resumed the export after the last byte that was read. */
  public long resumes() {
    return resumes.get();
  }

  /**
   * Returns the number of decompressed CSV bytes received, including bytes that were received again
   * to resume the export.
   */
  public long bytes() {
    return bytes.get();
  }

  /**
   * Returns the time in nanoseconds from the first request to the first byte, or 0 before the first
   * byte.
   */
  public long firstByteNanos() {
    return firstByteNanos.get();
  }

  /**
   * Returns the start time of the first response whose bytes were read, in microseconds since the
   * epoch, or 0 before that response.
   */
  public long responseMicros() {
    return responseMicros;
  }

  /**
   * Returns a string that is the same for exports with the same bytes. It is blank until the export
   * is complete.
   */
  public String state() {
    return state;
  }

  void countRequest() {
    requests.incrementAndGet();
  }

  void countRetry() {
    retries.incrementAndGet();
  }

  void countResume() {
    resumes.incrementAndGet();
  }

  void countBytes(long count) {
    bytes.addAndGet(count);
  }

  void responseBegan(Instant time) {
    responseMicros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  void complete(String ofExport) {
    state = ofExport;
  }

  void firstByteAfter(long nanos) {
    firstByteNanos.compareAndSet(0, nanos);
  }
}
