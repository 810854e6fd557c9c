package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ConnectionSettings;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** A factory for the OkHttp clients that send all requests to Pigment. */
public final class HttpClients {
  private HttpClients() {}

  /** Creates a client that sends the API key from these settings with every request. */
  public static OkHttpClient create(ConnectionSettings settings, ConnectionPool connections) {
    return SharedHttp.CLIENT
        .newBuilder()
        .connectTimeout(settings.connectTimeout())
        .readTimeout(settings.readTimeout())
        .connectionPool(connections)
        .addInterceptor(chain -> chain.proceed(authorized(chain.request(), settings)))
        .build();
  }

  private static Request authorized(Request request, ConnectionSettings settings) {
    return request
        .newBuilder()
        // OkHttp removes the Authorization header when it follows a redirect to another host.
        .header("Authorization", settings.apiToken().authorization())
        .header("User-Agent", settings.userAgent())
        .build();
  }

  /**
   * The client from which all clients of the JVM are derived, so that trusted certificates are
   * loaded only once. Loading them is slow.
   */
  private static final class SharedHttp {
    static final OkHttpClient CLIENT =
        new OkHttpClient.Builder()
            // RetryLoop counts and logs every retry, so OkHttp must not retry on its own.
            .retryOnConnectionFailure(false)
            .addNetworkInterceptor(RetryAfter::hide)
            .addNetworkInterceptor(new GzipInterceptor())
            .addNetworkInterceptor(new ContentLengthInterceptor())
            // A redirect from https to http is not followed.
            .followSslRedirects(false)
            .socketFactory(new ConnectTimeoutSocketFactory())
            .proxyAuthenticator(new ProxyAuthenticator())
            .build();
  }
}
