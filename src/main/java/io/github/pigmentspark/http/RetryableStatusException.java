package io.github.pigmentspark.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A status after which the same request may succeed. */
public final class RetryableStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  public enum Kind {
    FAILURE,
    RATE_LIMIT
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  public RetryableStatusException(String message, Kind kind, Optional<Duration> retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** How long Pigment asks to wait. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
