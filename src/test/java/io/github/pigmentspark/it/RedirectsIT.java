package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key is sent to baseUrl only, whatever responses and options say. */
class RedirectsIT extends SparkTest {
  private static final String EXPORT = "/api/export/view/" + Simulator.EXAMPLE_VIEW;

  private Simulator elsewhere;

  @BeforeEach
  void startElsewhere() {
    elsewhere = Simulator.start();
  }

  @AfterEach
  void stopElsewhere() {
    elsewhere.close();
  }

  @Test
  void followsRedirectOnTheSameHostWithTheKey() {
    pigment.next(Fault.redirectTo(EXPORT + "?dateFormat=Legacy"));

    assertEquals(16, read().option("inferSchema", "false").load(Simulator.EXAMPLE_VIEW).count());
    assertEquals("dateFormat=Legacy", pigment.requests().get(1).query());
    assertEquals(
        Optional.of("Bearer " + Simulator.API_KEY),
        pigment.requests().get(1).header("Authorization"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void followsRedirectToAnotherHostOrPortWithoutTheKey(String host) {
    pigment.always(Fault.redirectTo(elsewhere.url().replace("localhost", host) + EXPORT + "?x=1"));

    String failure = failureOf(() -> load(Simulator.EXAMPLE_VIEW));

    assertTrue(
        failure.contains(", which returned 401. The key is only sent to " + pigment.url()),
        failure);
    assertFalse(elsewhere.requests().isEmpty());
    assertNoKey(elsewhere);
  }

  @Test
  void treatsAnotherNameOfTheSameServerAsAnotherHost() {
    pigment.next(Fault.redirectTo(pigment.url().replace("localhost", "127.0.0.1") + EXPORT));

    failureOf(() -> load(Simulator.EXAMPLE_VIEW));

    assertEquals(Optional.empty(), pigment.requests().get(1).header("Authorization"));
  }

  @Test
  void doesNotFollowRedirectToAnotherScheme() {
    try (Simulator secure = Simulator.builder().tls().start()) {
      pigment.always(Fault.redirectTo(secure.url() + EXPORT));

      String failure = failureOf(() -> load(Simulator.EXAMPLE_VIEW));

      assertTrue(
          failure.contains(
              "a redirect to " + secure.url() + EXPORT + ", which the connector does not follow"),
          failure);
      assertTrue(secure.requests().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../../v1/applications",
        Simulator.EXAMPLE_VIEW + "/../" + Simulator.LIST_VIEW,
        Simulator.EXAMPLE_VIEW + "?x=1",
        Simulator.EXAMPLE_VIEW + "#x",
        Simulator.EXAMPLE_VIEW + "%2f%2e%2e",
        "%2e%2e",
        Simulator.EXAMPLE_VIEW + "\nx",
        Simulator.EXAMPLE_VIEW + "\r\nX-Other: 1",
        "https://pigment.app/?viewId=../../v1/applications",
        "https://pigment.app/?viewId=" + Simulator.EXAMPLE_VIEW + "/../x",
        "https://pigment.app/?viewId=" + Simulator.EXAMPLE_VIEW + "%2f..",
        "@elsewhere.example/"
      })
  void rejectsViewIdThatChangesTheUrl(String viewId) {
    String failure = failureOf(() -> load(viewId));

    assertTrue(failure.contains("Option viewId is \""), failure);
    assertTrue(pigment.requests().isEmpty());
  }

  @Test
  void takesOnlyTheViewIdFromABrowserUrl() {
    String url =
        elsewhere.url() + "/../x?dateFormat=Legacy&viewId=" + Simulator.EXAMPLE_VIEW + "&x=1#y\n";

    assertEquals(16, read().load(url).count());

    assertTrue(elsewhere.requests().isEmpty());
    for (SimulatorRequest request : pigment.requests()) {
      assertEquals(EXPORT + "?dateFormat=Iso8601", request.path() + "?" + request.query());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://localhost@elsewhere.example",
        "http://elsewhere.example#@localhost",
        "http://elsewhere.example?@localhost",
        "http://elsewhere.example\\@localhost",
        "http://localhost\\@elsewhere.example",
        "http://localhost:80@elsewhere.example",
        "http://0.0.0.0",
        "http://[::ffff:127.0.0.1]",
        "http://localhost\n.example",
        "https://pigment.app?x=1",
        "https://pigment.app\r\nX-Other: 1",
        "https:pigment.app",
        "file:///etc/passwd",
        "ftp://pigment.app",
        ""
      })
  void rejectsBaseUrlThatIsNeitherHttpsNorLoopback(String baseUrl) {
    String failure =
        failureOf(() -> read().option("baseUrl", baseUrl).load(Simulator.EXAMPLE_VIEW));
    assertTrue(failure.contains("Option baseUrl is \""), failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Iso8601&viewId=x", "Iso8601#", "Iso8601\n", "%49so8601"})
  void rejectsDateFormatThatAddsParameters(String dateFormat) {
    String failure =
        failureOf(() -> read().option("dateFormat", dateFormat).load(Simulator.EXAMPLE_VIEW));
    assertTrue(
        failure.contains("expected one of Pigment's date formats, Iso8601 or Legacy, "), failure);
    assertTrue(pigment.requests().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\nX-Other: 1", "\0", "é", "\u2028", " "})
  void rejectsKeyWithInvalidCharactersWithoutShowingIt(String end) {
    String failure =
        failureOf(
            () -> read().option("apiToken", "canary_test_key" + end).load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("Option apiToken is invalid: character "), failure);
    assertFalse(failure.contains("canary"), failure);
    assertTrue(pigment.requests().isEmpty());
  }

  private static void assertNoKey(Simulator simulator) {
    for (SimulatorRequest request : simulator.requests()) {
      assertFalse(request.headers().toString().contains(Simulator.API_KEY), request.toString());
      assertFalse(request.query().contains(Simulator.API_KEY), request.toString());
      assertEquals(List.of(), request.headers().getOrDefault("authorization", List.of()));
    }
  }
}
