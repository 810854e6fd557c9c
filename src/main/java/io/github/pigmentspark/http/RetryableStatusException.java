package io.github.pigmentspark.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * An exception for a response, from Pigment or a proxy, whose status code indicates that a retry
 * may succeed.
 */
final class RetryableStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int TOO_MANY_REQUESTS = 429;

  private final int status;
  private final transient Optional<Duration> retryAfter;

  RetryableStatusException(String message, int status, Optional<Duration> retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  boolean isRateLimit() {
    return status == TOO_MANY_REQUESTS;
  }

  /** Returns how long the server asks the client to wait; empty if it does not say. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
