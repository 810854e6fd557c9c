package io.github.pigmentspark.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one export cost so far. Counted by the thread that downloads, readable from any other while
 * it does.
 */
public final class TransferCounters {
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong resumes = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong firstByteNanos = new AtomicLong();

  /** Requests sent, the first one and each retry. */
  public long requests() {
    return requests.get();
  }

  /** Requests that repeated a failed one. */
  public long retries() {
    return retries.get();
  }

  /** Retries that went on behind the last byte read, after all bytes before it compared equal. */
  public long resumes() {
    return resumes.get();
  }

  /** Bytes of CSV received, after any decompression; those read again by a resume count again. */
  public long bytes() {
    return bytes.get();
  }

  /** Nanoseconds from the first request to the first byte of the export; 0 before that. */
  public long firstByteNanos() {
    return firstByteNanos.get();
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

  void firstByteAfter(long nanos) {
    firstByteNanos.compareAndSet(0, nanos);
  }
}
