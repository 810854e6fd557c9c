package io.github.pigmentspark.read;

import java.time.Duration;

/** Another time between two lines about the progress of reads, until it is closed. */
public final class ProgressInterval implements AutoCloseable {
  private final Duration before = Progress.interval;

  private ProgressInterval(Duration interval) {
    Progress.interval = interval;
  }

  public static ProgressInterval of(Duration interval) {
    return new ProgressInterval(interval);
  }

  @Override
  public void close() {
    Progress.interval = before;
  }
}
