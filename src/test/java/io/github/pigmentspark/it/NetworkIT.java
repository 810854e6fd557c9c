package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Company networks: proxies and certificate authorities, set on the JVM as docs/network.md says.
 * All reads run in one forked JVM, because trust store and proxies are settings of a JVM.
 */
class NetworkIT {
  private static final String USER = "proxy_user";
  private static final String RIGHT = "right_proxy_password";
  private static final String WRONG = "wrong_proxy_password";

  /** A made-up name, which only the proxy resolves. */
  private static final String OTHER_NAME = "pigment.test";

  private static final String EXCEPTED_NAME = "excepted.test";

  @TempDir private static Path results;
  private static List<String> throughOpenProxy;
  private static List<String> throughStrictProxy;
  private static int untrustedRequests;
  private static List<String> protocols;
  private static String untrustedUrl;
  private static String log;

  @BeforeAll
  static void readInEveryNetwork() throws IOException, InterruptedException {
    try (Simulator pigment = Simulator.builder().tls().start();
        Simulator plain = Simulator.start();
        Simulator untrusted = Simulator.builder().tls().start();
        TestProxy open = TestProxy.open();
        TestProxy strict = TestProxy.withPassword(USER, RIGHT)) {
      Path trustStore = pigment.writeTrustStore(results.resolve("trust"));
      log =
          ForkedJvm.run(
              NetworkRun.class,
              List.of(
                  "-Djavax.net.ssl.trustStore=" + trustStore,
                  "-Djavax.net.ssl.trustStorePassword=" + Simulator.TRUST_STORE_PASSWORD,
                  "-Dhttps.proxyHost=127.0.0.1",
                  "-Dhttps.proxyPort=" + open.port(),
                  "-Dhttp.nonProxyHosts=" + EXCEPTED_NAME,
                  "-Djdk.net.hosts.file=" + hosts(),
                  "-Dhttp.proxyHost=127.0.0.1",
                  "-Dhttp.proxyPort=" + open.port()),
              Map.of(),
              List.of(
                  results.toString(),
                  "direct=" + pigment.url(),
                  "excepted=" + pigment.url().replace("localhost", EXCEPTED_NAME),
                  "untrusted=" + untrusted.url(),
                  "otherName=" + pigment.url().replace("localhost", OTHER_NAME),
                  // By default, the JVM uses no proxy for the loopback host.
                  "-Dhttp.nonProxyHosts=",
                  "tunnelled=" + loopback(pigment),
                  "forwarded=" + loopback(plain),
                  "-Dhttps.proxyPort=" + strict.port(),
                  "-Dhttp.proxyPort=" + strict.port(),
                  "https-none=" + loopback(pigment),
                  "http-none=" + loopback(plain),
                  "-Dhttps.proxyUser=" + USER,
                  "-Dhttp.proxyUser=" + USER,
                  "-Dhttps.proxyPassword=" + WRONG,
                  "-Dhttp.proxyPassword=" + WRONG,
                  "https-wrong=" + loopback(pigment),
                  "http-wrong=" + loopback(plain),
                  "-Dhttps.proxyPassword=" + RIGHT,
                  "https-right=" + loopback(pigment),
                  "-Dhttps.proxyPassword=" + WRONG,
                  "-Dhttp.proxyPassword=" + RIGHT,
                  "http-right=" + loopback(plain),
                  "-Dhttp.proxyPassword=" + WRONG,
                  USER + ":" + RIGHT,
                  "https-authenticator=" + loopback(pigment),
                  "http-authenticator=" + loopback(plain)));
      throughOpenProxy = open.requests();
      throughStrictProxy = strict.requests();
      untrustedRequests = untrusted.requests().size();
      untrustedUrl = untrusted.url();
      protocols =
          pigment.requests().stream().map(request -> request.protocol()).distinct().toList();
    }
  }

  private static Path hosts() throws IOException {
    String names = "localhost " + InetAddress.getLocalHost().getHostName() + " " + EXCEPTED_NAME;
    return Files.writeString(results.resolve("hosts"), "127.0.0.1 " + names + "\n");
  }

  private static String loopback(Simulator simulator) {
    return simulator.url().replace("localhost", "127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "direct",
    "tunnelled",
    "forwarded",
    "https-right",
    "http-right",
    "https-authenticator",
    "http-authenticator"
  })
  void readsTheWholeView(String network) throws IOException {
    assertEquals("16 rows", result(network));
  }

  @Test
  void usesHttp2ThroughTunnels() {
    assertEquals(List.of("HTTP/2"), protocols);
  }

  @Test
  void usesTheProxyOfTheJvm() {
    assertEquals(
        List.of("CONNECT " + OTHER_NAME, "CONNECT 127.0.0.1", "GET http://127.0.0.1"),
        throughOpenProxy.stream()
            .map(request -> request.replaceFirst("(\\w+ (http://)?[^:/]+).*", "$1"))
            .distinct()
            .toList());
  }

  @Test
  void bypassesTheProxyForNonProxyHosts() throws IOException {
    // Failed at the certificate of the simulator, which is not for that name.
    assertTrue(result("excepted").contains("Hostname " + EXCEPTED_NAME + " not verified"));
    assertTrue(throughOpenProxy.stream().noneMatch(request -> request.contains(EXCEPTED_NAME)));
  }

  @Test
  void explainsUntrustedCertificateWithoutRetry() throws IOException {
    String failure = result("untrusted");

    assertTrue(failure.contains("The certificate of " + untrustedUrl + " is not"), failure);
    assertTrue(failure.contains("-Djavax.net.ssl.trustStore="), failure);
    assertFalse(failure.contains("Gave up"), failure);
    assertEquals(0, untrustedRequests);
  }

  @Test
  void explainsCertificateOfAnotherHostWithoutRetry() throws IOException {
    String failure = result("otherName");

    assertTrue(failure.contains("The certificate of https://" + OTHER_NAME + ":"), failure);
    assertTrue(failure.contains("Hostname " + OTHER_NAME + " not verified"), failure);
    assertFalse(failure.contains("Gave up"), failure);
    assertEquals(1, throughOpenProxy.stream().filter(r -> r.contains(OTHER_NAME)).count());
  }

  @ParameterizedTest
  @CsvSource({
    "https-none, 'but none is set. Set https.proxyUser and https.proxyPassword'",
    "http-none, 'but none is set. Set http.proxyUser and http.proxyPassword'",
    "https-wrong, but rejected the one that is set",
    "http-wrong, but rejected the one that is set",
  })
  void explainsRejectionByTheProxy(String network, String what) throws IOException {
    String failure = result(network);

    assertTrue(failure.contains("requires a password (407), " + what), failure);
    assertFalse(failure.contains("Gave up"), failure);
  }

  @Test
  void sendsThePasswordOncePerRequest() {
    // No password: one request. Wrong or right: one without it and one with it; sample and scan.
    assertEquals(
        List.of(
            "CONNECT (407)",
            "GET (407)",
            "CONNECT (407)",
            "CONNECT (407)",
            "GET (407)",
            "GET (407)",
            "CONNECT (407)",
            "CONNECT",
            "CONNECT (407)",
            "CONNECT"),
        throughStrictProxy.stream()
            .map(request -> request.replaceFirst(" [^ (]+", ""))
            .limit(10)
            .toList());
  }

  @Test
  void neverShowsThePasswordOfTheProxy() throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      for (Path file : (Iterable<Path>) files.filter(f -> !f.endsWith("trust"))::iterator) {
        String text = Files.readString(file);
        assertFalse(text.contains(RIGHT) || text.contains(WRONG), text);
      }
    }
    assertFalse(log.contains(RIGHT) || log.contains(WRONG), log);
  }

  private static String result(String network) throws IOException {
    return Files.readString(results.resolve(network));
  }
}
