package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.io.IOException;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** A response with a status code other than 2xx, explained for the user. */
public final class ErrorResponse {
  private final Response response;
  private final ConnectionSettings settings;

  public ErrorResponse(Response response, ConnectionSettings settings) {
    this.response = response;
    this.settings = settings;
  }

  /**
   * Returns the exception for a status code after which {@link RetryLoop} retries.
   *
   * @param subject the requested resource
   * @param meaning what the status code means for this resource, and what to do
   * @throws ResponseStatusException for any other status code
   */
  public IOException failure(Object subject, String meaning) {
    int status = response.code();
    String message = message(subject, meaning) + Quote.of(response, settings.apiToken());
    if (RetryLoop.isRetryable(status)) {
      return new RetryableStatusException(message, status, RetryAfter.of(response));
    }
    throw new ResponseStatusException(message, status);
  }

  private String message(Object subject, String meaning) {
    HttpUrl base = HttpUrl.get(settings.baseUrl());
    HttpUrl url = response.request().url();
    if (url.host().equals(base.host()) && url.port() == base.port()) {
      return String.format(
          Locale.ROOT, "Pigment returned %d for %s: %s.", response.code(), subject, meaning);
    }
    return String.format(
        Locale.ROOT,
        "Pigment redirected the request for %s to %s:%d, which returned %d. The key is only sent to"
            + " %s. Check baseUrl and the network.",
        subject,
        url.host(),
        url.port(),
        response.code(),
        settings.baseUrl());
  }

  /** Returns what the status code means for any request, and what to do about it. */
  public String meaning() {
    int status = response.code();
    switch (status) {
      case 408:
      case 504:
      case 522:
      case 524:
        return "the request took too long";
      case 429:
        return "too many requests. Pigment allows 500 requests in 5 minutes from one IP address,"
            + " across all users";
      default:
        if (status >= 300 && status < 400) {
          return redirect();
        }
        return status >= 500
            ? "a failure on Pigment's side"
            : "a status code that Pigment's API does not document. Check baseUrl";
    }
  }

  private String redirect() {
    String target = response.header("Location");
    return target == null
        ? "a redirect without a Location header. Check baseUrl"
        : "a redirect to "
            + Quote.of(target, settings.apiToken())
            + ", which the connector does not follow. Check baseUrl";
  }
}
