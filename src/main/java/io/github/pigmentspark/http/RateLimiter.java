package io.github.pigmentspark.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rate limiter for metadata requests. It leaves part of Pigment's limit for exports. Pigment
 * allows 500 requests in five minutes from one IP address, across all endpoints (see the rate
 * limits on kb.pigment.com).
 */
public final class RateLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
  private static final int MAX_REQUESTS = 300;
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /**
   * The shortest wait to log. After a long wait, permits become available one at a time. The short
   * waits between them are not logged.
   */
  private static final long LOGGED_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Map<String, RateLimiter> BY_BASE_URL = new ConcurrentHashMap<>();

  private final int maxRequests;
  private final long windowNanos;
  private final LongSupplier clock;
  private final Deque<Long> sent = new ArrayDeque<>();

  RateLimiter(int maxRequests, Duration window, LongSupplier clock) {
    this.maxRequests = maxRequests;
    this.windowNanos = window.toNanos();
    this.clock = clock;
  }

  /** Returns the limiter for a base URL. All catalogs of this JVM share it. */
  public static RateLimiter of(String baseUrl) {
    return BY_BASE_URL.computeIfAbsent(
        baseUrl, url -> new RateLimiter(MAX_REQUESTS, WINDOW, System::nanoTime));
  }

  /** Waits until another request may be sent, and counts that request. */
  public void acquire() throws InterruptedIOException {
    long wait = tryAcquire();
    if (wait > LOGGED_WAIT_NANOS) {
      LOG.warn(
          "Waiting {} s: {} metadata requests were sent in the last five minutes, and Pigment"
              + " allows 500 requests in total, of any kind.",
          TimeUnit.NANOSECONDS.toSeconds(wait) + 1,
          maxRequests);
    }
    try {
      while (wait > 0) {
        TimeUnit.NANOSECONDS.sleep(wait);
        wait = tryAcquire();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the rate limit");
    }
  }

  /**
   * If a request may be sent now, counts it and returns 0. Otherwise, returns the number of
   * nanoseconds to wait.
   */
  synchronized long tryAcquire() {
    long now = clock.getAsLong();
    while (!sent.isEmpty() && now - sent.peekFirst() >= windowNanos) {
      sent.removeFirst();
    }
    if (sent.size() < maxRequests) {
      sent.addLast(now);
      return 0;
    }
    return windowNanos - (now - sent.peekFirst());
  }
}
