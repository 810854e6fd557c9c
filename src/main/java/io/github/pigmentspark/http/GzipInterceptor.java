package io.github.pigmentspark.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/**
 * An interceptor that decompresses gzip data. It supports data with several members, and the old
 * encoding name {@code x-gzip}. OkHttp supports neither, and reads only the last of several
 * Content-Encoding headers.
 */
final class GzipInterceptor implements Interceptor {
  private static final String CONTENT_ENCODING = "Content-Encoding";

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String encodings = String.join(", ", response.headers(CONTENT_ENCODING));
    if (encodings.isEmpty()) {
      return response;
    }
    if (!encodings.equalsIgnoreCase("gzip") && !encodings.equalsIgnoreCase("x-gzip")) {
      return response.newBuilder().header(CONTENT_ENCODING, encodings).build();
    }
    ResponseBody body = response.body();
    return response
        .newBuilder()
        .removeHeader(CONTENT_ENCODING)
        .removeHeader("Content-Length")
        .body(
            ResponseBody.create(
                Okio.buffer(new GzipMembersSource(body.source())), body.contentType(), -1))
        .build();
  }
}
