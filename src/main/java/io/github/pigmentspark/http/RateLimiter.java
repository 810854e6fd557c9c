package io.github.pigmentspark.http;

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
 * Keeps the requests for metadata from using up what Pigment allows: 500 in five minutes from one
 * IP address, over all endpoints (kb.pigment.com, rate limits). Exports need some of them.
 */
public final class RateLimiter {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
  private static final int REQUESTS = 300;
  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Behind a long wait, requests come free one by one. */
  private static final long WORTH_A_WORD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Map<String, RateLimiter> BY_ADDRESS = new ConcurrentHashMap<>();

  private final int requests;
  private final long windowNanos;
  private final LongSupplier clock;
  private final Deque<Long> sent = new ArrayDeque<>();

  public RateLimiter(int requests, Duration window, LongSupplier clock) {
    this.requests = requests;
    this.windowNanos = window.toNanos();
    this.clock = clock;
  }

  /** The budget that all catalogs of this JVM share at one address of Pigment's. */
  public static RateLimiter of(String baseUrl) {
    return BY_ADDRESS.computeIfAbsent(
        baseUrl, address -> new RateLimiter(REQUESTS, WINDOW, System::nanoTime));
  }

  /** Waits until one more request may be sent, and counts it. */
  public void spend() throws InterruptedException {
    long wait = tryToSpend();
    if (wait > WORTH_A_WORD_NANOS) {
      LOG.warn(
          "Waiting {} s: {} requests for Pigment's metadata were sent within five minutes, and"
              + " Pigment allows 500 of all kinds.",
          TimeUnit.NANOSECONDS.toSeconds(wait) + 1,
          requests);
    }
    while (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
      wait = tryToSpend();
    }
  }

  /** Counts a request, or returns for how many nanoseconds none may be sent. */
  synchronized long tryToSpend() {
    long now = clock.getAsLong();
    while (!sent.isEmpty() && now - sent.peekFirst() >= windowNanos) {
      sent.removeFirst();
    }
    if (sent.size() < requests) {
      sent.addLast(now);
      return 0;
    }
    return windowNanos - (now - sent.peekFirst());
  }
}
