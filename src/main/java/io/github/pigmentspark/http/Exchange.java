package io.github.pigmentspark.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Protocol;
import okhttp3.Response;

/** One request and the body of its answer. */
public final class Exchange {
  /** No exchange under way; it has no call and no body. */
  public static final Exchange NONE = new Exchange(null, Duration.ZERO);

  private final Call call;
  private final BodyTimeout timeout;
  private Response response;
  private InputStream body;

  /**
   * A request that is not sent yet.
   *
   * @param readTimeout how long a read of its body may take
   */
  public Exchange(Call call, Duration readTimeout) {
    this.call = call;
    this.timeout = new BodyTimeout(call, readTimeout);
  }

  /** Sends the request, and waits for the headers of its answer. */
  public Response send() throws IOException {
    Response answer = call.execute();
    answeredBy(answer);
    return answer;
  }

  public void answeredBy(Response response) {
    this.response = response;
    this.body = response.body().byteStream();
    if (response.protocol() != Protocol.HTTP_2) {
      // The socket has the same timeout by itself; to arm one more for each 8 KB only costs time.
      // On HTTP/2 it is the stream's, and the only one.
      response.body().source().timeout().timeout(0, TimeUnit.NANOSECONDS);
    }
    timeout.start();
  }

  public int read(byte[] buffer, int offset, int length) throws IOException {
    timeout.readBegins();
    try {
      return body.read(buffer, offset, length);
    } catch (IOException e) {
      throw timeout.hasPassed() ? new SlowResponseException("the next part of its answer", e) : e;
    } finally {
      timeout.readEnds();
    }
  }

  /** Ends the call without waiting for the rest of its body. */
  public void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  public void end() {
    timeout.end();
    cancel();
    if (response != null) {
      response.close();
    }
  }
}
