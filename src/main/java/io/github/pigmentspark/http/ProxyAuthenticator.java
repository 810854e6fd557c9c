package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.PigmentException;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * An authenticator that sends a proxy the user and password from the JVM's {@link
 * java.net.Authenticator}, or otherwise from {@code https.proxyUser} and {@code
 * https.proxyPassword}. OkHttp's JAVA_NET_AUTHENTICATOR fails for a proxy that is set by system
 * properties, does not read these two properties, and keeps sending a wrong password.
 */
final class ProxyAuthenticator implements Authenticator {
  private static final String CREDENTIALS = "Proxy-Authorization";

  /**
   * The scheme of the challenge that OkHttp passes to an authenticator before the first CONNECT.
   */
  private static final String NOT_YET_CHALLENGED = "OkHttp-Preemptive";

  /**
   * Returns the request with credentials.
   *
   * @return the request, or null to send the original request without credentials
   * @throws PigmentException if there are no credentials, or the proxy has rejected them
   */
  @Override
  public Request authenticate(Route route, Response response) {
    Request request = response.request();
    for (Challenge challenge : response.challenges()) {
      if (challenge.scheme().equals(NOT_YET_CHALLENGED)) {
        return null;
      }
      if (challenge.scheme().equalsIgnoreCase("Basic")) {
        if (request.header(CREDENTIALS) != null) {
          throw refused(route, request, "but rejected the one that is set");
        }
        PasswordAuthentication login =
            login(route, challenge, request)
                .orElseThrow(() -> refused(route, request, "but none is set"));
        String credentials =
            Credentials.basic(
                login.getUserName(), new String(login.getPassword()), challenge.charset());
        return request.newBuilder().header(CREDENTIALS, credentials).build();
      }
    }
    throw refused(
        route, request, "but does not offer Basic authentication, the only supported scheme");
  }

  private static Optional<PasswordAuthentication> login(
      Route route, Challenge challenge, Request request) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    String scheme = request.url().scheme();
    PasswordAuthentication login =
        java.net.Authenticator.requestPasswordAuthentication(
            proxy.getHostString(),
            proxy.getAddress(),
            proxy.getPort(),
            scheme,
            challenge.realm(),
            challenge.scheme(),
            request.url().url(),
            RequestorType.PROXY);
    String user = System.getProperty(scheme + ".proxyUser");
    String password = System.getProperty(scheme + ".proxyPassword");
    return login == null && user != null && password != null
        ? Optional.of(new PasswordAuthentication(user, password.toCharArray()))
        : Optional.ofNullable(login);
  }

  private static PigmentException refused(Route route, Request request, String what) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    return new PigmentException(
        String.format(
            Locale.ROOT,
            "The proxy %s:%d requires a password (407), %s. Set %4$s.proxyUser and"
                + " %4$s.proxyPassword, or a java.net.Authenticator, on the JVMs of the driver and"
                + " the executors.",
            proxy.getHostString(),
            proxy.getPort(),
            what,
            request.url().scheme()));
  }
}
