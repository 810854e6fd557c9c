package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ConnectionSettings;
import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Creates the OkHttp clients that send all requests to Pigment. */
public final class HttpClients {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private HttpClients() {}

  /** Creates a client with these settings and a connection pool of its own. */
  public static OkHttpClient create(ConnectionSettings settings, ConnectionPool connections) {
    return SharedHttp.CLIENT
        .newBuilder()
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.readTimeout())
        .connectionPool(connections)
        .build();
  }

  /**
   * After a 503, OkHttp would ask again by itself where {@code Retry-After} is 0, and break where
   * it has more digits than an int. A sign hides the digits from it, and not from {@link
   * ExportResponse}.
   */
  private static Response withoutHiddenRetry(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String retryAfter = response.header("Retry-After", "");
    return DIGITS.matcher(retryAfter).matches()
        ? response.newBuilder().header("Retry-After", "+" + retryAfter).build()
        : response;
  }

  /** What all clients of the JVM share: the trusted certificates take long to load. */
  private static final class SharedHttp {
    static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            // All retries are ours: counted, logged and resumed with proof.
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(HttpClients::withoutHiddenRetry)
            .addNetworkInterceptor(RedirectInterceptor::keepMethod)
            .addNetworkInterceptor(ContentLengthInterceptor::hold)
            // From https to http never; to another host only without the key (OkHttp drops it).
            .followSslRedirects(false)
            .socketFactory(new LargeReads())
            .proxyAuthenticator(new ProxyAuthenticator())
            .build();
  }
}
