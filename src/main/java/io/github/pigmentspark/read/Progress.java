package io.github.pigmentspark.read;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Tells, now and then, how far a long read is. */
final class Progress {
  static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final double MEGABYTE = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos;
  private long toldNanos;
  private long toldBytes;

  Progress(long nowNanos) {
    this.startNanos = nowNanos;
    this.toldNanos = nowNanos;
  }

  /**
   * A line about the read, if the last one is {@link #INTERVAL} ago.
   *
   * @param nowNanos of {@link System#nanoTime()}
   * @param records read so far
   * @param bytes downloaded so far
   */
  Optional<String> at(long nowNanos, long records, long bytes) {
    long nanos = nowNanos - toldNanos;
    if (nanos < INTERVAL.toNanos()) {
      return Optional.empty();
    }
    double rate = (bytes - toldBytes) / MEGABYTE / (nanos / NANOS_PER_SECOND);
    toldNanos = nowNanos;
    toldBytes = bytes;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%,d records, %,.1f MB in %,d s, now %,.1f MB/s",
            records,
            bytes / MEGABYTE,
            Duration.ofNanos(nowNanos - startNanos).getSeconds(),
            rate));
  }
}
