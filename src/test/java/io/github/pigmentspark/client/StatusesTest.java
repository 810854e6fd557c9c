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

/** A status is explained: what it means in Pigment's terms, what to do, and what Pigment said. */
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
        "400 | it does not understand the request; check viewId",
        "401 | the key is missing, expired (the day of expiry itself is already too late), revoked",
        "401 | an Export API key is needed, in the format without dashes",
        "403 | check the IP allow list of the key, and the rights of its owner",
        "404 | there is no such view, or the owner of the key may not see it; check viewId, and open",
        "408 | the request took too long",
        "413 | read its block, raw and whole, with metricId, listId or tableId in place of viewId: the",
        "413 | (…/tables/<id of the block>?displayMode=Grid&viewId=…); or make a smaller view for the",
        "422 | the view is not one of a List, a Metric or a Table",
        "429 | too many requests; Pigment allows 500 in 5 minutes from one IP address",
        "500 | a failure on Pigment's side",
        "501 | a failure on Pigment's side",
        "502 | a failure on Pigment's side",
        "503 | a failure on Pigment's side",
        "504 | the request took too long",
        "418 | an answer that Pigment's API does not describe; check baseUrl",
      })
  void aStatusIsExplainedInPigmentsTermsWithARemedy(int status, String words) {
    pigment.always(Fault.status(status));

    String failure = failure();

    assertTrue(
        failure.startsWith("Pigment answered " + status + " for view " + VIEW + ": "), failure);
    assertTrue(failure.contains(words), failure);
    assertTrue(failure.contains(" It said: {\"type\":\"about:blank\",\"title\":"), failure);
  }

  @Test
  void whatPigmentSaidIsCutAt500Characters() {
    assertEquals("é".repeat(500), said("é".repeat(500)));
    assertEquals("é".repeat(500) + "…", said("é".repeat(501)));
    assertEquals("🛋".repeat(500) + "…", said("🛋".repeat(1000)));
  }

  @Test
  void whatPigmentSaidIsOnOneLineWithoutControlCharacters() {
    assertEquals(
        "a b c d e f g",
        said(
            "\u0000a\r\n\tb\u001B[31m".replace("[31m", "")
                + "c\u0085d\u202Ee\u2028\u200Bf\uFEFFg"));
  }

  @Test
  void theKeyIsTakenOutOfWhatPigmentSaidWhereverItStands() {
    String key = Simulator.API_KEY;
    assertEquals("key ****, again ****", said("key " + key + ", again " + key));
    // Cut off inside the key, at the end of what is read.
    for (int shown : new int[] {5, 20, key.length() - 1}) {
      String text = said(" ".repeat(2004 - shown) + key);
      assertEquals("****", text);
    }
  }

  @Test
  void nothingSaidIsNothingQuoted() {
    pigment.always(Fault.status(404, "text/plain", " \n"));

    assertFalse(failure().contains("It said"));
  }

  @Test
  void aRedirectNamesWhereItLeadsWithoutTheKey() {
    pigment.always(Fault.redirectTo("https://login.example/?from=" + Simulator.API_KEY));

    String failure = failure();

    assertTrue(
        failure.contains(
            "a redirect that is not followed, to https://login.example/?from=****; check baseUrl"),
        failure);
  }

  private String said(String body) {
    pigment.always(Fault.status(400, "text/plain; charset=utf-8", body));
    String failure = failure();
    String before = " It said: ";
    assertTrue(failure.contains(before), failure);
    return failure.substring(failure.indexOf(before) + before.length());
  }

  private String failure() {
    TestClient client = TestClient.of(pigment).maxRetries(0);
    String message = assertThrows(PigmentException.class, () -> client.export(VIEW)).getMessage();
    return message.replace(" Gave up after 0 retries, the limit of maxRetries.", "");
  }
}
