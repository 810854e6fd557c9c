package io.github.pigmentspark.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * An interceptor that rejects a body whose length differs from its Content-Length. OkHttp checks
 * the length only on HTTP/1.1, so it would accept a truncated HTTP/2 body as complete. It also
 * ignores an invalid Content-Length.
 */
final class ContentLengthInterceptor implements Interceptor {
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final Pattern VALID = Pattern.compile("[0-9]{1,18}");

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Set<String> lengths =
        response.headers(CONTENT_LENGTH).stream()
            .flatMap(Pattern.compile(",")::splitAsStream)
            .map(String::trim)
            .collect(Collectors.toSet());
    if (lengths.isEmpty()) {
      return response;
    }
    String length = String.join(", ", lengths);
    if (!VALID.matcher(length).matches()) {
      response.close();
      throw new ProtocolException(
          "Content-Length is \""
              + String.join(", ", response.headers(CONTENT_LENGTH))
              + "\", which is not a single number");
    }
    ResponseBody body = response.body();
    Source checked = new LengthCheckingSource(body.source(), Long.parseLong(length));
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(checked), body.contentType(), body.contentLength()))
        .build();
  }

  private static final class LengthCheckingSource extends ForwardingSource {
    private final long expected;
    private long received;

    LengthCheckingSource(Source source, long expected) {
      super(source);
      this.expected = expected;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count = super.read(sink, byteCount);
      received += Math.max(0, count);
      if (count < 0 && received != expected) {
        throw new ProtocolException(
            "the body ended after " + received + " of " + expected + " bytes");
      }
      return count;
    }
  }
}
