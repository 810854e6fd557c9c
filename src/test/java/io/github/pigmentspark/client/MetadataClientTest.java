package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.pigment.TestSettings;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.SampleApplications;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataClientTest {
  private static final String APPLICATION = SampleApplications.FP_AND_A;

  private final Simulator pigment = Simulator.start();

  @AfterEach
  void close() {
    pigment.close();
  }

  @Test
  void listsApplicationsBlocksAndViews() throws InterruptedIOException {
    MetadataClient client = client();

    assertEquals("FP&A [" + APPLICATION + "]", client.applications().get(0).toString());
    MetadataEntry revenue =
        client.blocks(APPLICATION).stream()
            .filter(block -> block.id().equals(SampleBlocks.REVENUE.id()))
            .findFirst()
            .orElseThrow();
    assertEquals("Revenue", revenue.name());
    assertEquals("Metric", revenue.type());
    MetadataEntry view = client.views(APPLICATION, revenue.id()).get(0);
    assertEquals("By month [" + Simulator.REVENUE_VIEW + "]", view.toString());
    assertEquals("Public", view.type());
  }

  @Test
  void requestsShareAConnection() throws InterruptedIOException {
    MetadataClient client = client();
    client.applications();
    client.blocks(APPLICATION);
    client.views(APPLICATION, SampleBlocks.REVENUE.id());

    List<SimulatorRequest> requests = pigment.requests();
    assertEquals(
        List.of("", "applicationId=" + APPLICATION, viewsQuery()),
        requests.stream().map(SimulatorRequest::query).toList());
    for (SimulatorRequest request : requests) {
      assertEquals(
          "Bearer " + Simulator.METADATA_KEY, request.header("Authorization").orElseThrow());
      assertEquals("application/json", request.header("Accept").orElseThrow());
      assertEquals("test", request.header("User-Agent").orElseThrow());
      assertEquals(0, request.connection());
    }
  }

  private static String viewsQuery() {
    return "applicationId=" + APPLICATION + "&blockId=" + SampleBlocks.REVENUE.id();
  }

  @Test
  void acceptsAnyTextAsName() throws InterruptedIOException {
    pigment.metadata().application("\\ \" \u0007 \u2028 🛋 {}[]");

    List<MetadataEntry> applications = client().applications();

    assertEquals(SampleApplications.ODD_NAME, applications.get(1).name());
    assertEquals("\\ \" \u0007 \u2028 🛋 {}[]", applications.get(3).name());
  }

  @Test
  void ignoresUnknownMembers() throws InterruptedIOException {
    serve(
        """
        [{"new":{"a":[1,{"id":2}]},"id":"a-1","type":"Hypercube","name":"X","newer":null}]
        """);

    MetadataEntry block = client().blocks(APPLICATION).get(0);

    assertEquals("X [a-1]", block.toString());
    assertEquals("Hypercube", block.type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "                                          | expected an array.",
        "{}                                        | expected an array.",
        "null                                      | expected an array.",
        "[1]                                       | expected an array of objects.",
        "[{\"id\":\"a\",\"name\":\"b\"}]           | the \"type\" of an entry is missing, or is not a string",
        "[{\"id\":\"a\",\"type\":\"b\"}]           | the \"name\" of an entry is missing, or is not a string",
        "[{\"name\":\"a\",\"type\":\"b\"}]         | the \"id\" of an entry is missing, or is not a string",
        "[{\"id\":1,\"name\":\"a\",\"type\":\"b\"}]| the \"id\" of an entry is missing, or is not a string",
        "[{\"id\":\"a\",\"name\":null,\"type\":\"c\"}] | the \"name\" of an entry is missing, or is not a string",
        "[{\"id\":\"../a\",\"name\":\"b\",\"type\":\"c\"}] | is not a UUID",
        "[{\"id\":\"a\",\"name\":\"b\",\"type\":\"c\"}     | it is not JSON.",
        "[{\"id\":\"a\",\"name\":\"b\",\"type\":\"c\"}]]   | JSON",
        "[{\"id\":\"a\",\"name\":\"b\",\"type\":\"c\"},]   | JSON",
        "[{'id':'a','name':'b','type':'c'}]        | JSON",
        "<html>Log in</html>                       | The response starts with: <html>Log in</html>",
      })
  void rejectsInvalidResponse(String json, String words) {
    serve(json == null ? "" : json);

    String failure =
        assertThrows(PigmentException.class, () -> client().blocks(APPLICATION)).getMessage();

    assertTrue(
        failure.startsWith(
            "The response to GET /api/v1/blocks?applicationId=" + APPLICATION + " (status 200, "),
        failure);
    assertTrue(failure.contains(words), failure);
  }

  @Test
  void rejectsInvalidUtf8() {
    pigment.alwaysMetadata(Fault.overwritten(10, (byte) 0xFF));

    String failure = failure(() -> client().applications());

    assertTrue(failure.contains("is not valid: it is not UTF-8."), failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | the request is invalid. Check baseUrl",
        "401 | Use a Modeling Metadata key, because an Export API key is not enough",
        "403 | Check the key's IP allow list and its owner's permissions",
        "404 | the application or block does not exist, or the metadata key's owner has no access",
        "429 | too many requests. Pigment allows 500 requests in 5 minutes",
        "503 | a failure on Pigment's side",
        "418 | a status code that Pigment's API does not document. Check baseUrl",
      })
  void explainsStatusWithRemedy(int status, String words) {
    pigment.alwaysMetadata(Fault.status(status));

    String failure = failure(() -> client(Simulator.METADATA_KEY, 0).applications());

    assertTrue(
        failure.startsWith("Pigment returned " + status + " for GET /api/v1/applications: "),
        failure);
    assertTrue(failure.contains(words), failure);
  }

  @Test
  void redactsKeyInQuote() {
    pigment.alwaysMetadata(Fault.status(401, "text/plain", "You sent " + Simulator.METADATA_KEY));
    assertTrue(failure(() -> client().applications()).endsWith(" starts with: You sent ****"));

    serve("You sent " + Simulator.METADATA_KEY);
    assertTrue(failure(() -> client().applications()).endsWith(" starts with: You sent ****"));
  }

  @Test
  void explainsWrongTypeOfKey() {
    String failure = failure(() -> client(Simulator.API_KEY, 0).applications());

    assertTrue(failure.contains("Use a Modeling Metadata key"), failure);
    assertEquals(1, pigment.requests().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void retriesTransientFailure(int kind) throws InterruptedIOException {
    Fault[] faults = {
      Fault.status(503), Fault.cutAfter(20), Fault.resetAfter(0), Fault.contentLengthTooLargeBy(1)
    };
    pigment.nextMetadata(faults[kind], faults[kind]);

    assertEquals(3, client().applications().size());
    assertEquals(3, pigment.requests().size());
  }

  @Test
  void givesUpAfterMaxRetries() {
    pigment.alwaysMetadata(Fault.cutAfter(20));

    String failure = failure(() -> client(Simulator.METADATA_KEY, 2).applications());

    assertTrue(
        failure.startsWith("The request GET /api/v1/applications from " + pigment.url()), failure);
    assertTrue(failure.endsWith("Gave up after 2 retries, the limit of maxRetries."), failure);
    assertEquals(3, pigment.requests().size());
  }

  @Test
  void limitsTheTimeOfAWholeResponse() {
    pigment.alwaysMetadata(Fault.slow(20));

    String failure =
        failure(
            () ->
                MetadataClient.create(settings(pigment, Simulator.METADATA_KEY, 0, 500))
                    .applications());

    assertTrue(failure.contains(": no data within readTimeout (0.5 s)."), failure);
  }

  @Test
  void endsTheWaitOnInterrupt() throws Exception {
    pigment.alwaysMetadata(Fault.delay(Duration.ofMinutes(5)));
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    Thread requesting =
        new Thread(
            () -> {
              try {
                outcome.complete(client().applications());
              } catch (InterruptedIOException e) {
                outcome.complete(Thread.currentThread().isInterrupted());
              } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
              }
            });
    requesting.start();
    while (pigment.requests().isEmpty()) {
      Thread.sleep(10);
    }

    requesting.interrupt();

    assertEquals(true, outcome.get(60, TimeUnit.SECONDS));
  }

  @Test
  void doesNotSendTheKeyToAnotherHost() throws InterruptedIOException {
    try (Simulator other = Simulator.start()) {
      String elsewhere = other.url().replace("localhost", "127.0.0.1") + "/api/v1/applications";
      pigment.alwaysMetadata(Fault.redirectTo(elsewhere));

      String failure = failure(() -> client().applications());

      assertTrue(failure.contains(", which returned 401. The key is only sent to "), failure);
      assertFalse(other.requests().get(0).headers().containsKey("authorization"));
    }
  }

  private interface Query {
    Object run() throws InterruptedIOException;
  }

  private static String failure(Query query) {
    String message = assertThrows(PigmentException.class, query::run).getMessage();
    return message.replace(" Gave up after 0 retries, the limit of maxRetries.", "");
  }

  private void serve(String json) {
    pigment.alwaysMetadata(Fault.otherContent("application/json", json));
  }

  private MetadataClient client() {
    return client(Simulator.METADATA_KEY, 5);
  }

  private MetadataClient client(String key, int maxRetries) {
    return MetadataClient.create(settings(pigment, key, maxRetries, 60_000));
  }

  private static ConnectionSettings settings(
      Simulator pigment, String key, int maxRetries, long readMillis) {
    return TestSettings.builder(pigment.url(), key)
        .connectTimeout(Duration.ofMillis(readMillis))
        .readTimeout(Duration.ofMillis(readMillis))
        .retryPolicy(RetryPolicy.of(maxRetries, Duration.ofMinutes(1), Duration.ofMillis(1)))
        .build();
  }
}
