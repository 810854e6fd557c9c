package io.github.pigmentspark.client;

import okhttp3.HttpUrl;

/** A request to Pigment's metadata API. */
final class MetadataRequest {
  /** The kinds of entries. Only applications have no type. */
  enum Kind {
    TYPED,
    UNTYPED
  }

  private final String endpoint;
  private final Kind kind;
  private final String[] parameters;

  private MetadataRequest(String endpoint, Kind kind, String... parameters) {
    this.endpoint = endpoint;
    this.kind = kind;
    this.parameters = parameters;
  }

  static MetadataRequest applications() {
    return new MetadataRequest("applications", Kind.UNTYPED);
  }

  static MetadataRequest blocks(String applicationId) {
    return new MetadataRequest("blocks", Kind.TYPED, "applicationId", applicationId);
  }

  static MetadataRequest views(String applicationId, String blockId) {
    return new MetadataRequest(
        "views", Kind.TYPED, "applicationId", applicationId, "blockId", blockId);
  }

  Kind kind() {
    return kind;
  }

  HttpUrl url(String baseUrl) {
    HttpUrl.Builder url =
        HttpUrl.get(baseUrl).newBuilder().addPathSegments("api/v1").addPathSegment(endpoint);
    for (int i = 0; i < parameters.length; i += 2) {
      url.addQueryParameter(parameters[i], parameters[i + 1]);
    }
    return url.build();
  }

  /** Returns the name of the request, for use in messages. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("GET /api/v1/").append(endpoint);
    for (int i = 0; i < parameters.length; i += 2) {
      text.append(i == 0 ? '?' : '&').append(parameters[i]).append('=').append(parameters[i + 1]);
    }
    return text.toString();
  }
}
