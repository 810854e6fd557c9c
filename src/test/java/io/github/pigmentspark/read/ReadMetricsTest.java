package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReadMetricsTest {
  private static final long[] SECONDS = {2_000_000_000L, 5_000_000_000L, 3_000_000_000L};

  @Test
  void timeToFirstByteIsThatOfSlowestTask() {
    assertEquals("5.0 s", new ReadMetrics.TimeToFirstByte().aggregateTaskMetrics(SECONDS));
    assertEquals("0 ms", new ReadMetrics.TimeToFirstByte().aggregateTaskMetrics(new long[0]));
  }

  @Test
  void otherTimesAreSums() {
    assertEquals("10.0 s", new ReadMetrics.TimeWaiting().aggregateTaskMetrics(SECONDS));
  }
}
