package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private static final long START = Long.MAX_VALUE - 5; // A nanoTime may pass the end.

  private final Progress progress = new Progress(START);

  @Test
  void logsNothingForShortRead() {
    assertEquals(Optional.empty(), at(0, 0, 0));
    assertEquals(Optional.empty(), at(29_999, 1_000_000, 100_000_000));
  }

  @Test
  void logsProgressEveryThirtySeconds() {
    assertEquals(
        Optional.of("1,234,567 records, 3,000.0 MB in 30 s, now 100.0 MB/s"),
        at(30_000, 1_234_567, 3_000_000_000L));
    assertEquals(Optional.empty(), at(59_999, 2_000_000, 3_000_000_000L));
    assertEquals(
        Optional.of("2,000,000 records, 4,500.0 MB in 60 s, now 50.0 MB/s"),
        at(60_000, 2_000_000, 4_500_000_000L));
  }

  @Test
  void rateCoversTimeSinceLastLine() {
    assertEquals(
        Optional.of("10 records, 10.0 MB in 100 s, now 0.1 MB/s"), at(100_000, 10, 10_000_000));
  }

  private Optional<String> at(long millis, long records, long bytes) {
    return progress.at(START + Duration.ofMillis(millis).toNanos(), records, bytes);
  }
}
