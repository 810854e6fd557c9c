package io.github.pigmentspark.http;

import java.io.IOException;
import java.net.Authenticator.RequestorType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Challenge;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * What a proxy that asks for a user and a password is told: what the JVM's {@link
 * java.net.Authenticator} says, else {@code https.proxyUser} and {@code https.proxyPassword}
 * ({@code http.} for a plain address). Each proxy is told once for a request; only the scheme Basic
 * is known.
 */
public final class ProxyAuthenticator implements Authenticator {
  private static final String ANSWER = "Proxy-Authorization";

  /** OkHttp asks before a tunnel is tried, whether the proxy will want anything or not. */
  private static final String NOT_YET_ASKED = "OkHttp-Preemptive";

  @Override
  public Request authenticate(Route route, Response response) throws IOException {
    if (response.code() != 407 || route == null || route.proxy().type() != Proxy.Type.HTTP) {
      return null;
    }
    String scheme = response.request().url().scheme();
    for (Challenge challenge : response.challenges()) {
      if (challenge.scheme().equalsIgnoreCase(NOT_YET_ASKED)) {
        return null;
      }
      if (challenge.scheme().equalsIgnoreCase("Basic")) {
        return answer(route, response, challenge, scheme);
      }
    }
    throw refused(route, scheme, "by another way than Basic, the only one that is understood");
  }

  private static Request answer(Route route, Response response, Challenge challenge, String scheme)
      throws IOException {
    Request request = response.request();
    if (request.header(ANSWER) != null) {
      throw refused(route, scheme, "other than those that it was given");
    }
    Optional<PasswordAuthentication> credentials = ofTheJvm(route, challenge, request);
    if (!credentials.isPresent()) {
      credentials = ofTheProperties(scheme);
    }
    if (!credentials.isPresent()) {
      throw refused(route, scheme, "and none is set");
    }
    String basic =
        Credentials.basic(
            credentials.get().getUserName(),
            new String(credentials.get().getPassword()),
            challenge.charset());
    return request.newBuilder().header(ANSWER, basic).build();
  }

  private static Optional<PasswordAuthentication> ofTheJvm(
      Route route, Challenge challenge, Request request) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    InetAddress address = proxy.getAddress();
    return Optional.ofNullable(
        java.net.Authenticator.requestPasswordAuthentication(
            proxy.getHostString(),
            address,
            proxy.getPort(),
            request.url().scheme(),
            challenge.realm(),
            challenge.scheme(),
            request.url().url(),
            RequestorType.PROXY));
  }

  private static Optional<PasswordAuthentication> ofTheProperties(String scheme) {
    String user = System.getProperty(scheme + ".proxyUser");
    String password = System.getProperty(scheme + ".proxyPassword");
    return user == null || password == null
        ? Optional.empty()
        : Optional.of(new PasswordAuthentication(user, password.toCharArray()));
  }

  private static ProxyRefusedException refused(Route route, String scheme, String what) {
    InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
    return new ProxyRefusedException(
        String.format(
            Locale.ROOT,
            "The proxy %s:%d asks (407) for a user and a password, %s. Set %s.proxyUser and"
                + " %s.proxyPassword, or a java.net.Authenticator, on the JVMs of the driver and the"
                + " executors.",
            proxy.getHostString(),
            proxy.getPort(),
            what,
            scheme,
            scheme));
  }
}
