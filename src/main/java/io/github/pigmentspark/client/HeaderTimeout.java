package io.github.pigmentspark.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Response;
import okio.AsyncTimeout;

/**
 * Bounds the time until the headers of an answer are there. OkHttp's own read timeout starts anew
 * with each byte of them.
 */
final class HeaderTimeout extends AsyncTimeout {
  private final Call call;

  private HeaderTimeout(Call call) {
    this.call = call;
  }

  /**
   * Sends a request.
   *
   * @throws SocketTimeoutException if the headers are not there in time
   */
  static Response execute(Call call, Duration timeout) throws IOException {
    HeaderTimeout headers = new HeaderTimeout(call);
    headers.timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
    headers.enter();
    try {
      return call.execute();
    } catch (IOException e) {
      throw headers.exit() ? timeout(e) : e;
    } finally {
      headers.exit();
    }
  }

  private static IOException timeout(IOException cause) {
    IOException timeout = new SocketTimeoutException("the headers of the answer were not complete");
    timeout.initCause(cause);
    return timeout;
  }

  @Override
  protected void timedOut() {
    call.cancel();
  }
}
