package io.github.pigmentspark.sandbox;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sleep that ends when the sandbox closes. */
final class Pauses implements AutoCloseable {
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @throws InterruptedIOException if the sandbox closes meanwhile
   */
  void pause(Duration duration) throws InterruptedIOException {
    try {
      if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("The sandbox is closing.");
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
