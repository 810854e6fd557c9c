package io.github.pigmentspark.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The {@code Retry-After} header, renamed to hide it from OkHttp. OkHttp would retry a 503 on its
 * own if the value were 0, and throw a NumberFormatException if the value were too large for an
 * int.
 */
final class RetryAfter {
  private static final String NAME = "Retry-After";
  private static final String HIDDEN_NAME = "Pigment-Spark-Retry-After";

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final int MAX_DIGITS = 10;

  private RetryAfter() {}

  /** Renames the header. This method is a network interceptor. */
  static Response hide(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(NAME);
    return value == null
        ? response
        : response.newBuilder().removeHeader(NAME).header(HIDDEN_NAME, value).build();
  }

  /**
   * Returns how long the server asks the client to wait; empty if the header is missing or invalid.
   */
  static Optional<Duration> of(Response response) {
    String value = response.header(HIDDEN_NAME, "").trim();
    if (SECONDS.matcher(value).matches()) {
      // A value with more digits is treated as about 300 years.
      return Optional.of(
          Duration.ofSeconds(Long.parseLong(value.length() > MAX_DIGITS ? "9999999999" : value)));
    }
    Date date = response.headers().getDate(HIDDEN_NAME);
    if (date == null) {
      return Optional.empty();
    }
    Duration wait = Duration.between(Instant.now(), date.toInstant());
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }
}
