package io.github.pigmentspark.client;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counters of one export. Updated by the thread that downloads it; any thread may read them. */
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

  /** Returns the number of requests after a failed one. */
  public long retries() {
    return retries.get();
  }

  /** Returns the number of retries that resumed after the last byte read before. */
  public long resumes() {
    return resumes.get();
  }

  /** Returns the bytes of CSV received, decompressed, including those that a resume repeats. */
  public long bytes() {
    return bytes.get();
  }

  /** Returns the nanoseconds from the first request to the first byte; 0 before that. */
  public long firstByteNanos() {
    return firstByteNanos.get();
  }

  /**
   * Returns when the first response began whose bytes were read, in microseconds since the epoch; 0
   * before that.
   */
  public long responseMicros() {
    return responseMicros;
  }

  /** Returns a text that is equal for exports of the same bytes; blank before the export's end. */
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
