package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error status is explained, with a remedy and with the response body. */
class StatusesTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;

  private final Simulator pigment = Simulator.start();

  @AfterEach
  void close() {
    pigment.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | the request is invalid. Check viewId",
        "401 | the key is missing, expired (keys stop working on the day of expiry), revoked",
        "401 | Use an Export API key in the format without dashes",
        "403 | Check the key's IP allow list and its owner's permissions",
        "404 | the view does not exist, or the key's owner has no access to it. Check viewId, and open",
        "408 | the request took too long",
        "413 | Read its block with metricId, listId or tableId instead of viewId",
        "413 | or make a smaller view with fewer items on its pages or fewer metrics.",
        "413 | (…/tables/<id of the block>?displayMode=Grid&viewId=…).",
        "422 | the view does not belong to a list, a metric or a table",
        "429 | too many requests. Pigment allows 500 requests in 5 minutes from one IP address",
        "500 | a failure on Pigment's side",
        "501 | a failure on Pigment's side",
        "502 | a failure on Pigment's side",
        "503 | a failure on Pigment's side",
        "504 | the request took too long",
        "418 | a status code that Pigment's API does not document. Check baseUrl",
      })
  void explainsStatusWithRemedy(int status, String words) {
    pigment.always(Fault.status(status));

    String failure = failure();

    assertTrue(
        failure.startsWith("Pigment returned " + status + " for view " + VIEW + ": "), failure);
    assertTrue(failure.contains(words), failure);
    assertTrue(
        failure.contains(" The response starts with: {\"type\":\"about:blank\",\"title\":"),
        failure);
  }

  @Test
  void quotesAtMost500Characters() {
    assertEquals("é".repeat(500), said("é".repeat(500)));
    assertEquals("é".repeat(500) + "…", said("é".repeat(501)));
    assertEquals("🛋".repeat(500) + "…", said("🛋".repeat(1000)));
  }

  @Test
  void quotesOnOneLineWithoutControlCharacters() {
    assertEquals(
        "a b c d e f g",
        said(
            "\u0000a\r\n\tb\u001B[31m".replace("[31m", "")
                + "c\u0085d\u202Ee\u2028\u200Bf\uFEFFg"));
  }

  @Test
  void redactsKeyInQuote() {
    String key = Simulator.API_KEY;
    assertEquals("key ****, again ****", said("key " + key + ", again " + key));
    // As far as the quoted text goes, the key is never cut.
    for (int start = 400; start < 2100; start += 10) {
      String text = said("🛋".repeat(start) + key) + said(" ".repeat(start) + key);
      assertFalse(text.contains(key.substring(0, 5)), text);
    }
  }

  @Test
  void omitsEmptyQuote() {
    pigment.always(Fault.status(404, "text/plain", " \n"));

    assertFalse(failure().contains("starts with"));
  }

  @Test
  void explains404IfBaseUrlHasAPath() {
    String failure =
        assertThrows(
                PigmentException.class, () -> TestClient.of(pigment.url() + "/api").export(VIEW))
            .getMessage();

    assertTrue(
        failure.contains("Check viewId and baseUrl, which has the path /api, and open"), failure);
  }

  @Test
  void explainsRedirectWithoutLocation() {
    pigment.always(Fault.status(307));

    String failure = failure();

    assertTrue(failure.contains("a redirect without a Location header. Check base"), failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 404, 503})
  void namesTheOtherHostAfterRedirect(int status) {
    try (Simulator other = Simulator.start()) {
      other.always(Fault.status(status));
      pigment.always(Fault.redirectTo(other.url() + "/api/export/view/" + VIEW));

      String failure = failure();

      assertTrue(
          failure.startsWith(
              "Pigment redirected the request for view "
                  + VIEW
                  + " to "
                  + other.url().substring("http://".length())
                  + ", which returned "
                  + status
                  + ". The key is only sent to "
                  + pigment.url()
                  + ". Check baseUrl and the network."),
          failure);
    }
  }

  @Test
  void redirectLoopFailsAtOnce() {
    pigment.always(Fault.redirectTo("/api/export/view/" + VIEW));
    TestClient client = TestClient.of(pigment);

    String failure = assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();

    assertEquals(
        "The export of view "
            + VIEW
            + " was redirected more than 20 times by "
            + pigment.url()
            + ". Check baseUrl and the network.",
        failure);
    assertEquals(0, client.counters().retries());
  }

  @Test
  void redactsKeyInRedirectTarget() {
    pigment.always(Fault.redirectTo("https://login.example/?from=" + Simulator.API_KEY));

    String failure = failure();

    assertTrue(
        failure.contains(
            "a redirect to https://login.example/?from=****, which the connector does not follow."),
        failure);
  }

  private String said(String body) {
    pigment.always(Fault.status(400, "text/plain; charset=utf-8", body));
    String failure = failure();
    String before = " The response starts with: ";
    assertTrue(failure.contains(before), failure);
    return failure.substring(failure.indexOf(before) + before.length());
  }

  private String failure() {
    TestClient client = TestClient.of(pigment).maxRetries(0);
    String message = assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
    return message.replace(" Gave up after 0 retries, the limit of maxRetries.", "");
  }
}
