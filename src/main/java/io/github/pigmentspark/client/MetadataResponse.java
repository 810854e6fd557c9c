package io.github.pigmentspark.client;

import io.github.pigmentspark.http.ErrorResponse;
import io.github.pigmentspark.http.Quote;
import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;

/** A response from Pigment's metadata API. */
final class MetadataResponse {
  /**
   * The maximum length of a response in bytes. It is enough for about 500,000 entries of 120 bytes.
   */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Response response;
  private final MetadataRequest request;
  private final ConnectionSettings settings;

  MetadataResponse(Response response, MetadataRequest request, ConnectionSettings settings) {
    this.response = response;
    this.request = request;
    this.settings = settings;
  }

  /**
   * Reads the entries from the body.
   *
   * @throws IOException if the request or the read failed and a retry may succeed
   * @throws PigmentException if the response is an error or is invalid, and a retry cannot succeed
   */
  List<MetadataEntry> entries() throws IOException {
    if (!response.isSuccessful()) {
      ErrorResponse error = new ErrorResponse(response, settings);
      throw error.failure(request, meaning(error));
    }
    BufferedSource source = response.body().source();
    if (source.request(MAX_BYTES + 1L)) {
      throw new PigmentException(
          String.format(
              Locale.ROOT,
              "The response to %s is longer than %d MB, so it does not come from Pigment. Check"
                  + " baseUrl and the network.",
              request,
              MAX_BYTES >> 20));
    }
    byte[] body = source.readByteArray();
    try {
      return MetadataJson.parse(body, request.kind());
    } catch (IllegalArgumentException e) {
      throw invalid(body, e);
    }
  }

  private String meaning(ErrorResponse error) {
    switch (response.code()) {
      case 400:
        return "the request is invalid. Check baseUrl";
      case 401:
        return "the metadata key is missing, expired (keys stop working on the day of expiry),"
            + " revoked or of the wrong type. Use a Modeling Metadata key, because an Export"
            + " API key is not enough";
      case 403:
        return "the metadata key is not accepted from this IP address. Check the key's IP allow"
            + " list and its owner's permissions";
      case 404:
        return "the application or block does not exist, or the metadata key's owner has no access"
            + " to it. Run the query again, because the connector has now discarded all"
            + " cached names";
      default:
        return error.meaning();
    }
  }

  private PigmentException invalid(byte[] body, IllegalArgumentException reason) {
    ApiToken token = settings.apiToken();
    MediaType type = response.body().contentType();
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The response to %s (status %d, %s) is not valid: %s. Check baseUrl and the network,"
                + " because the response may come from a proxy or a login page.%s",
            request,
            response.code(),
            type == null ? "no content type" : Quote.of(type.type() + "/" + type.subtype(), token),
            Quote.of(String.valueOf(reason.getMessage()), token),
            Quote.sentence(body, token)));
  }
}
