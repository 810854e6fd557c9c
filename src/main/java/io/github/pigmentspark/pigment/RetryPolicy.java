package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The limits of retries: a number for one export, and a time for one outage, which starts with its
 * first failure.
 */
public final class RetryPolicy implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /**
   * Pigment counts requests over five minutes (kb.pigment.com, rate limits). Pauses of 20, 40, 80
   * and 160 seconds outlast that window. So do fewer after retries for other reasons, because these
   * pauses begin higher.
   */
  private static final Duration FIRST_RATE_LIMIT_PAUSE = Duration.ofSeconds(20);

  private static final Duration LONGEST_RATE_LIMIT_PAUSE = Duration.ofSeconds(160);

  private final int maxRetries;
  private final Duration timeout;
  private final Duration interval;

  private RetryPolicy(int maxRetries, Duration timeout, Duration interval) {
    this.maxRetries = maxRetries;
    this.timeout = timeout;
    this.interval = interval;
  }

  /**
   * Creates a policy.
   *
   * @param maxRetries how many requests may follow the first; 0 or more
   * @param timeout how long after the first failure of an outage a retry may still start
   * @param interval the first pause; each later one is twice as long, up to a minute
   */
  public static RetryPolicy of(int maxRetries, Duration timeout, Duration interval) {
    return new RetryPolicy(maxRetries, timeout, interval);
  }

  /** Returns how many requests may follow the first. */
  public int maxRetries() {
    return maxRetries;
  }

  /** Returns how long after the first failure of an outage a retry may still start. */
  public Duration timeout() {
    return timeout;
  }

  /**
   * Returns the pause before a retry. Jitter keeps the tasks of many jobs from retrying in step.
   *
   * @param retry the number of the retry in its export, from 1
   * @param rateLimited whether it follows a 429
   */
  public Duration pause(int retry, boolean rateLimited) {
    double jitter = ThreadLocalRandom.current().nextDouble();
    if (rateLimited) {
      // Never shorter, because four such pauses must outlast the window.
      return scaled(
          doubled(FIRST_RATE_LIMIT_PAUSE, retry, LONGEST_RATE_LIMIT_PAUSE), 1 + jitter / 4);
    }
    return scaled(doubled(interval, retry, LONGEST_PAUSE), 0.5 + jitter / 2);
  }

  private static Duration doubled(Duration first, int retry, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(retry - 1, 20));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofMillis((long) (duration.toMillis() * factor));
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof RetryPolicy)) {
      return false;
    }
    RetryPolicy that = (RetryPolicy) other;
    return maxRetries == that.maxRetries
        && timeout.equals(that.timeout)
        && interval.equals(that.interval);
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxRetries, timeout, interval);
  }
}
