package io.github.pigmentspark.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.AsyncTimeout;

/**
 * Bounds the time until the headers of an answer are there. OkHttp's own read timeout starts anew
 * with each byte of them.
 */
public final class HeaderTimeout extends AsyncTimeout {
  private final Call call;

  private HeaderTimeout(Call call) {
    this.call = call;
  }

  /**
   * Sends a request.
   *
   * @throws SlowResponseException if the headers are not there in time
   */
  public static Response execute(Call call, Duration timeout) throws IOException {
    HeaderTimeout headers = new HeaderTimeout(call);
    headers.timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    headers.enter();
    try {
      return call.execute();
    } catch (IOException e) {
      throw headers.exit() ? new SlowResponseException("the headers of its answer", e) : e;
    } finally {
      headers.exit();
    }
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }
}
