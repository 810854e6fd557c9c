package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** An answer of Pigment, whatever was asked: how it is thrown, what it said, when to ask again. */
public final class ErrorResponse {
  private static final long QUOTED_BYTES = 4L * (Quote.MAX_CHARS + 1);
  private static final Duration QUOTE_TIMEOUT = Duration.ofSeconds(2);

  private final Response response;
  private final ApiToken token;

  public ErrorResponse(Response response, ApiToken token) {
    this.response = response;
    this.token = token;
  }

  /**
   * What an unsuccessful answer is thrown as if another request may succeed.
   *
   * @throws PigmentException if none can
   */
  public IOException failure(Object asked, String meaning) {
    int status = response.code();
    String message =
        String.format(
            Locale.ROOT, "Pigment answered %d for %s: %s.%s", status, asked, meaning, quote());
    switch (status) {
      case 408:
      case 500:
      case 502:
      case 503:
      case 504:
        return new RetryableStatusException(
            message, RetryableStatusException.Kind.FAILURE, retryAfter());
      case 429:
        return new RetryableStatusException(
            message, RetryableStatusException.Kind.RATE_LIMIT, retryAfter());
      default:
        throw new ResponseStatusException(message, status);
    }
  }

  /** What a status means where it says nothing of what was asked. */
  public String meaning(int status) {
    switch (status) {
      case 407:
        return "this is a proxy asking for a password; set it on the JVM";
      case 408:
      case 504:
        return "the request took too long";
      case 429:
        return "too many requests; Pigment allows 500 in 5 minutes from one IP address, over all"
            + " its users there";
      default:
        return status >= 500
            ? "a failure on Pigment's side"
            : status >= 300 && status < 400
                ? "a redirect that is not followed, to "
                    + quoted(String.valueOf(RedirectInterceptor.target(response)))
                    + "; check baseUrl"
                : "an answer that Pigment's API does not describe; check baseUrl";
    }
  }

  /** The first words of the body, for a person to read; empty where there are none. */
  public String quote() {
    Buffer start = startOf(response.body().source());
    String text = quoted(start.snapshot((int) Math.min(QUOTED_BYTES, start.size())).utf8());
    return text.isEmpty() ? "" : " It said: " + text;
  }

  private static Buffer startOf(BufferedSource source) {
    source.timeout().deadline(QUOTE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      source.request(QUOTED_BYTES);
    } catch (IOException e) {
      // What came is enough: the status says what matters.
    }
    return source.getBuffer();
  }

  public String quoted(String text) {
    return Quote.of(text, token);
  }

  /** How long Pigment asks to wait, from a {@code Retry-After} in seconds or as a date. */
  private Optional<Duration> retryAfter() {
    String value = response.header("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofSeconds(Math.max(0, Integer.parseInt(value.trim()))));
    } catch (NumberFormatException notSeconds) {
      Optional<Date> date = Optional.ofNullable(response.headers().getDate("Retry-After"));
      return date.map(then -> Duration.between(Instant.now(), then.toInstant()))
          .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
  }
}
