package io.github.pigmentspark.simulator;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses that end when the simulator closes. */
final class Pauses implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Pauses for the given duration.
   *
   * @throws InterruptedIOException if the simulator closes during the pause
   */
  void pause(Duration duration) throws InterruptedIOException {
    try {
      if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("The simulator is closing.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
