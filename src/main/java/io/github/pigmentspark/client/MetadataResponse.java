package io.github.pigmentspark.client;

import io.github.pigmentspark.http.ErrorResponse;
import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.Response;

/** An answer of Pigment's that may not be metadata: what it means, in Pigment's terms. */
final class MetadataResponse {
  private final Response response;
  private final MetadataRequest request;
  private final ErrorResponse raw;

  MetadataResponse(Response response, MetadataRequest request, ApiToken token) {
    this.response = response;
    this.request = request;
    this.raw = new ErrorResponse(response, token);
  }

  /** What an unsuccessful answer is thrown as if another request may succeed. */
  IOException failure() {
    return raw.failure(request, meaning(response.code()));
  }

  private String meaning(int status) {
    switch (status) {
      case 400:
        return "it does not understand the request; check baseUrl";
      case 401:
        return "the metadata key is missing, expired (the day of expiry itself is already too late),"
            + " revoked or of the wrong type; a Modeling Metadata key is needed, an Export API key"
            + " does not do";
      case 403:
        return "the metadata key is not accepted from here; check the IP allow list of the key, and"
            + " the rights of its owner";
      case 404:
        return "it is not there, or the owner of the metadata key may not see it; if it was there a"
            + " moment ago, ask again: what was remembered of the names is forgotten now";
      default:
        return raw.meaning(status);
    }
  }

  /** What a successful answer is thrown as that is not the JSON that was asked for. */
  PigmentException notUnderstood(byte[] body, IllegalArgumentException reason) {
    MediaType type = response.body().contentType();
    String start = new String(body, 0, Math.min(body.length, 2048), StandardCharsets.UTF_8);
    String said = raw.quoted(start);
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The answer to %s is not what Pigment's API describes: %s. It is %d with %s. Something"
                + " between Spark and Pigment (a proxy, a login page) may have answered instead;"
                + " check baseUrl and the network.%s",
            request,
            raw.quoted(reason.getMessage()),
            response.code(),
            type == null ? "no content type" : raw.quoted(type.type() + "/" + type.subtype()),
            said.isEmpty() ? "" : " It said: " + said));
  }
}
