package io.github.pigmentspark.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;

/**
 * Bounds the time until a read of an answer's body has its first byte. OkHttp's own timeout starts
 * anew with each byte that comes, also with those that are no part of the body, such as the line in
 * front of a chunk.
 *
 * <p>It looks once in so much time whether there is a read that has taken as long, since to arm a
 * timeout for each read costs more than many of them.
 */
final class BodyTimeout {
  private static final long NOT_READING = 0;

  private final Call call;
  private final long nanos;
  private volatile long began = NOT_READING;
  private volatile boolean passed;
  private Look next;
  private boolean ended;

  public BodyTimeout(Call call, Duration timeout) {
    this.call = call;
    this.nanos = timeout.toNanos();
  }

  /** Waits for the first look, or for the next one. */
  synchronized void start() {
    if (!ended) {
      next = new Look();
      next.timeout(nanos, TimeUnit.NANOSECONDS);
      next.enter();
    }
  }

  void readBegins() {
    began = System.nanoTime() | 1; // Never 0, for a nanosecond.
  }

  void readEnds() {
    began = NOT_READING;
  }

  /** Whether the call was cancelled for it. */
  boolean hasPassed() {
    return passed;
  }

  /** Looks no more. */
  synchronized void end() {
    ended = true;
    if (next != null) {
      next.exit();
      next = null;
    }
  }

  private void look() {
    long start = began;
    if (start != NOT_READING && System.nanoTime() - start >= nanos) {
      passed = true;
      call.cancel();
    } else {
      start();
    }
  }

  private final class Look extends AsyncTimeout {
    @Override
    protected void timedOut() {
      look();
    }
  }
}
