package io.github.pigmentspark.http;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * What the headers of an answer say of its bytes, looked at as they came, before OkHttp unpacks
 * them and takes these headers away.
 */
public final class ContentLengthInterceptor {
  private static final String CONTENT_LENGTH = "Content-Length";
  private static final String CONTENT_ENCODING = "Content-Encoding";

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private ContentLengthInterceptor() {}

  /**
   * Holds a body to the length that was announced. OkHttp does so on HTTP/1.1; on HTTP/2 an early
   * end passes for the end.
   *
   * @throws ProtocolException if the length is no number, or more than one
   */
  public static Response hold(Interceptor.Chain chain) throws IOException {
    Response response = withOneEncoding(chain.proceed(chain.request()));
    List<String> lengths =
        response.headers(CONTENT_LENGTH).stream()
            .flatMap(Pattern.compile(",")::splitAsStream)
            .map(String::trim)
            .distinct()
            .collect(Collectors.toList());
    if (lengths.isEmpty()) {
      return response;
    }
    if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      response.close();
      throw new ProtocolException(
          "its Content-Length is " + String.join(", ", lengths) + ", not one number");
    }
    return response
        .newBuilder()
        .body(new Held(response.body(), Long.parseLong(lengths.get(0))))
        .build();
  }

  /** OkHttp looks at the last of several encodings only. */
  private static Response withOneEncoding(Response response) {
    List<String> encodings = response.headers(CONTENT_ENCODING);
    return encodings.size() < 2
        ? response
        : response.newBuilder().header(CONTENT_ENCODING, String.join(", ", encodings)).build();
  }

  /** A body of so many bytes. */
  private static final class Held extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    Held(ResponseBody body, long announced) {
      this.body = body;
      this.source = Okio.buffer(new Counted(body.source(), announced));
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  private static final class Counted extends ForwardingSource {
    private final long announced;
    private long received;

    Counted(Source source, long announced) {
      super(source);
      this.announced = announced;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count = super.read(sink, byteCount);
      received += Math.max(0, count);
      if (count < 0 && received != announced) {
        throw new ProtocolException(
            "it ended after " + received + " of the " + announced + " bytes announced");
      }
      return count;
    }
  }
}
