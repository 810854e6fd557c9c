package io.github.pigmentspark.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** An answer of Pigment that may not be an export: what it means, in Pigment's terms. */
final class Answer {
  private static final int QUOTED_CHARS = 500;
  private static final long QUOTED_BYTES = 4L * QUOTED_CHARS;
  private static final Duration QUOTE_TIMEOUT = Duration.ofSeconds(5);

  private final Response response;
  private final ExportRequest request;
  private final ApiToken token;

  Answer(Response response, ExportRequest request, ApiToken token) {
    this.response = response;
    this.request = request;
    this.token = token;
  }

  /** What an unsuccessful answer is thrown as if another request may succeed. */
  IOException failure() {
    int status = response.code();
    String message =
        String.format(
            "Pigment answered %d for %s: %s%s", status, request, meaning(status), quote());
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
        throw new PigmentException(message);
    }
  }

  private String meaning(int status) {
    switch (status) {
      case 400:
        return "it does not understand the request; check viewId";
      case 401:
        return "the key is missing, expired (the day of expiry itself is already too late), revoked"
            + " or of the wrong type; an Export API key is needed, in the format without dashes";
      case 403:
        return "the key is not accepted from here; check the IP allow list of the key, and the"
            + " rights of its owner";
      case 404:
        return "there is no such view, or the owner of the key may not see it; check viewId, and"
            + " open the view in Pigment as that person";
      case 407:
        return "this is a proxy asking for a password; set it on the JVM";
      case 408:
      case 504:
        return "the request took too long";
      case 413:
        return "the view is too big to be exported; make a smaller view for the export (fewer items"
            + " on its pages, fewer metrics) or export the block itself";
      case 422:
        return "the view is not one of a List, a Metric or a Table";
      case 429:
        return "too many requests; Pigment allows 500 in 5 minutes from one IP address, over all"
            + " its users there";
      default:
        return status >= 500
            ? "a failure on Pigment's side"
            : status >= 300 && status < 400
                ? "a redirect that is not followed, to "
                    + shortened(String.valueOf(response.header("Location")))
                    + "; check baseUrl"
                : "an answer that the export API does not describe; check baseUrl";
    }
  }

  /**
   * Refuses a successful answer that is not CSV, such as the login page of a proxy.
   *
   * @throws PigmentException if its content type says so
   */
  void requireCsv() {
    MediaType type = response.body().contentType();
    if (type == null) {
      return;
    }
    String name = (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
    if (name.equals("text/csv")
        || name.equals("text/plain")
        || name.equals("application/csv")
        || name.equals("application/octet-stream")) {
      return;
    }
    throw new PigmentException(
        String.format(
            "The export of %s is not CSV: the answer is %d with %s. Something between Spark and"
                + " Pigment (a proxy, a login page) may have answered instead; check baseUrl and"
                + " the network.%s",
            request, response.code(), shortened(name), quote()));
  }

  /** The first words of the body, for a person to read; empty where there are none. */
  private String quote() {
    try (ResponseBody body = response.body()) {
      BufferedSource source = body.source();
      source.timeout().deadline(QUOTE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      source.request(QUOTED_BYTES);
      byte[] start =
          source.getBuffer().readByteArray(Math.min(QUOTED_BYTES, source.getBuffer().size()));
      String text = shortened(new String(start, StandardCharsets.UTF_8));
      return text.isEmpty() ? "" : " It said: " + text;
    } catch (IOException e) {
      return ""; // The status says what matters.
    }
  }

  private String shortened(String text) {
    String line = token.redact(text).replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
    return line.length() <= QUOTED_CHARS ? line : line.substring(0, QUOTED_CHARS) + "…";
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
      try {
        Instant date =
            ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(Instant.now(), date);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException neither) {
        return Optional.empty();
      }
    }
  }
}
