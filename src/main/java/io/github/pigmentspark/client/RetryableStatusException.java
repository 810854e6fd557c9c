package io.github.pigmentspark.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A status after which the same request may succeed. */
final class RetryableStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  enum Kind {
    FAILURE,
    RATE_LIMIT
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  RetryableStatusException(String message, Kind kind, Optional<Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  Kind kind() {
    return kind;
  }

  /** How long Pigment asks to wait. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
