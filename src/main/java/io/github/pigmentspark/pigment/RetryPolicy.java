package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The limits on retries: a maximum number per export, and a maximum time per outage. An outage
 * starts with its first failure.
 */
public final class RetryPolicy implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /**
   * Pigment counts requests over five minutes (see the rate limits on kb.pigment.com). Pauses of
   * 20, 40, 80 and 160 seconds add up to that window. After retries for other reasons, fewer pauses
   * are enough, because they start with a longer one.
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
   * @param maxRetries the maximum number of requests after the first; 0 or more
   * @param timeout the maximum time from the first failure of an outage to the start of a retry
   * @param interval the first pause; each subsequent pause is twice as long, up to a minute
   */
  public static RetryPolicy of(int maxRetries, Duration timeout, Duration interval) {
    return new RetryPolicy(maxRetries, timeout, interval);
  }

  /** Returns the maximum number of requests after the first. */
  public int maxRetries() {
    return maxRetries;
  }

  /** Returns the maximum time from the first failure of an outage to the start of a retry. */
  public Duration timeout() {
    return timeout;
  }

  /**
   * Returns the pause before a retry. Random jitter prevents many tasks from retrying at the same
   * time.
   *
   * @param retry the number of the retry within its export, starting with 1
   * @param rateLimited whether the retry follows a 429 response
   */
  public Duration pause(int retry, boolean rateLimited) {
    double jitter = ThreadLocalRandom.current().nextDouble();
    if (rateLimited) {
      // Jitter only lengthens the pauses after a 429, because four of them must outlast the window.
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
