package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Sends a proxy the user and password of {@code https.proxyUser} and {@code https.proxyPassword},
 * which OkHttp does not read, if there are none from the JVM's {@link java.net.Authenticator}, and
 * sends them once: OkHttp would repeat a wrong password without end.
 */
final class ProxyAuthenticator implements Authenticator {
  private static final String CREDENTIALS = "Proxy-Authorization";

  /** OkHttp calls an authenticator before the first CONNECT, with this challenge. */
  private static final String NOT_YET_CHALLENGED = "OkHttp-Preemptive";

  /**
   * Returns the request with credentials.
   *
   * @return null to send the request without credentials
   * @throws PigmentException if there are none, or the proxy has rejected them
   */
  @Override
  public Request authenticate(Route route, Response response) throws IOException {
    if (hasScheme(response, NOT_YET_CHALLENGED)) {
      return null;
    }
    if (!hasScheme(response, "Basic")) {
      throw refused(route, response, "by another scheme than Basic, the only one supported");
    }
    Request request = response.request();
    if (request.header(CREDENTIALS) != null) {
      throw refused(route, response, "other than those that it was given");
    }
    Request withCredentials = JAVA_NET_AUTHENTICATOR.authenticate(route, response);
    if (withCredentials != null) {
      return withCredentials;
    }
    String user = System.getProperty(request.url().scheme() + ".proxyUser");
    String password = System.getProperty(request.url().scheme() + ".proxyPassword");
    if (user == null || password == null) {
      throw refused(route, response, "and none is set");
    }
    return request.newBuilder().header(CREDENTIALS, Credentials.basic(user, password)).build();
  }

  private static boolean hasScheme(Response response, String scheme) {
    for (Challenge challenge : response.challenges()) {
      if (challenge.scheme().equalsIgnoreCase(scheme)) {
        return true;
      }
    }
    return false;
  }

  private static PigmentException refused(Route route, Response response, String what) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The proxy %s:%d asks (407) for a user and a password, %s. Set %4$s.proxyUser and"
                + " %4$s.proxyPassword, or a java.net.Authenticator, on the JVMs of the driver and"
                + " the executors.",
            proxy.getHostString(),
            proxy.getPort(),
            what,
            response.request().url().scheme()));
  }
}
