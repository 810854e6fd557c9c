package io.github.pigmentspark.read;

import io.github.pigmentspark.client.TransferCounters;
import io.github.pigmentspark.pigment.ExportRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The log lines about a read: its progress at regular intervals, and a summary at the end. */
final class Progress {
  /** The time between two log lines. Tests shorten it. */
  static volatile Duration interval = Duration.ofSeconds(30);

  private static final double MEGABYTE = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos;
  private long loggedNanos;
  private long loggedBytes;

  Progress(long nowNanos) {
    this.startNanos = nowNanos;
    this.loggedNanos = nowNanos;
  }

  /**
   * Returns a log line about the read, if {@link #interval} has passed since the last line.
   *
   * @param nowNanos the current {@link System#nanoTime()}
   * @param records the number of records read so far
   * @param bytes the number of bytes downloaded so far
   */
  Optional<String> at(long nowNanos, long records, long bytes) {
    long nanos = nowNanos - loggedNanos;
    if (nanos < interval.toNanos()) {
      return Optional.empty();
    }
    double rate = (bytes - loggedBytes) / MEGABYTE / (nanos / NANOS_PER_SECOND);
    loggedNanos = nowNanos;
    loggedBytes = bytes;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d records, %,.1f MB in %,d s, now %,.1f MB/s",
            records,
            bytes / MEGABYTE,
            Duration.ofNanos(nowNanos - startNanos).getSeconds(),
            rate));
  }

  /** Returns the summary of a finished read. */
  String summary(
      long nowNanos,
      ExportRequest request,
      long recordsScanned,
      long recordsRead,
      TransferCounters counters) {
    return String.format(
        Locale.ROOT,
        "Read %s: %,d of %,d records, %,.1f MB in %.1f s, %s.",
        request,
        recordsRead,
        recordsScanned,
        counters.bytes() / MEGABYTE,
        (nowNanos - startNanos) / NANOS_PER_SECOND,
        counters.requests() == 1 ? "1 request" : counters.requests() + " requests");
  }
}
