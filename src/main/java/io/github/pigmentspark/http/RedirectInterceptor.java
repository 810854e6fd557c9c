package io.github.pigmentspark.http;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Which redirects OkHttp follows: those that leave a request what it is. */
public final class RedirectInterceptor {
  private static final String LOCATION = "Location";

  /** Where the target stands of a redirect that OkHttp is not to see. */
  private static final String HIDDEN_LOCATION = "Pigment-Spark-Location";

  private RedirectInterceptor() {}

  /**
   * After a 301, 302 or 303, OkHttp would go on with a GET in place of a POST: for something else
   * than what was asked for. A 307 or 308 repeats the POST, its body included.
   */
  public static Response keepMethod(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String target = response.header(LOCATION);
    boolean wouldBecomeGet = response.code() >= 300 && response.code() <= 303;
    if (target == null || !wouldBecomeGet || !chain.request().method().equals("POST")) {
      return response;
    }
    return response.newBuilder().removeHeader(LOCATION).header(HIDDEN_LOCATION, target).build();
  }

  /** Where a redirect leads; null where it does not say. */
  public static String target(Response response) {
    return response.header(HIDDEN_LOCATION, response.header(LOCATION));
  }
}
