package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorRequest;
import io.github.pigmentspark.simulator.View;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The export of a block, which is a POST. */
@ParameterizedClass
@EnumSource(HttpVersion.class)
class BlockExportTest {
  private static final String CSV = "Country;Revenue\nFR;150.00\nDE;50.00\nIT;16.66666666666667\n";
  private static final byte[] BYTES = CSV.getBytes(UTF_8);

  private static final String FILTER =
      "{\"type\":\"Value\",\"value\":{\"metricId\":\""
          + SampleBlocks.COST.id()
          + "\",\"condition\":{\"type\":\"GreaterThan\",\"value\":25.5}}}";

  private final Simulator pigment;
  private final TestClient client;
  private final String metric;

  BlockExportTest(HttpVersion version) {
    pigment = version.builder().start();
    client = TestClient.of(pigment);
    metric = pigment.serveBlock(View.Block.METRIC, View.of(CSV));
  }

  @AfterEach
  void close() {
    pigment.close();
  }

  @Test
  void bodyIncludesDefaults() {
    client.export(request(ExportKind.METRIC, metric).build());

    SimulatorRequest request = pigment.requests().get(0);
    assertEquals("POST", request.method());
    assertEquals("/api/v1/export/metric/" + metric, request.path());
    assertEquals("", request.query());
    assertEquals(Optional.of("application/json"), request.header("Content-Type"));
    assertEquals(Optional.of("text/csv"), request.header("Accept"));
    assertEquals(Optional.of("Bearer " + Simulator.API_KEY), request.header("Authorization"));
    assertEquals(
        "{\"dateFormat\":\"Iso8601\",\"fieldDelimiter\":\"Semicolon\",\"decimalSeparator\":\"Dot\","
            + "\"encoding\":\"Utf8WithoutBom\",\"friendlyHeaders\":true}",
        request.body());
  }

  @Test
  void bodyIncludesOptions() {
    client.export(
        ExportRequest.builder(
                ExportKind.TABLE, SampleBlocks.PROFIT_AND_LOSS.id(), DateFormat.LEGACY)
            .headers(HeaderStyle.TECHNICAL)
            .scenarios(List.of(SampleBlocks.ACTUAL, SampleBlocks.BUDGET))
            .metrics(List.of(SampleBlocks.COST.id()))
            .filter(FILTER)
            .build());
    client.export(
        request(ExportKind.LIST, SampleBlocks.EMPLOYEE.id())
            .properties(List.of("note", "cost centre, code"))
            .build());

    assertEquals("/api/v1/export/table/" + SampleBlocks.PROFIT_AND_LOSS.id(), path(0));
    assertEquals(
        "{\"dateFormat\":\"Legacy\",\"fieldDelimiter\":\"Semicolon\",\"decimalSeparator\":\"Dot\","
            + "\"encoding\":\"Utf8WithoutBom\",\"friendlyHeaders\":false,\"scenarios\":[\""
            + SampleBlocks.ACTUAL
            + "\",\""
            + SampleBlocks.BUDGET
            + "\"],\"metrics\":[\""
            + SampleBlocks.COST.id()
            + "\"],\"exportFilter\":"
            + FILTER
            + "}",
        pigment.requests().get(0).body());
    assertEquals("/api/v1/export/list/" + SampleBlocks.EMPLOYEE.id(), path(1));
    assertTrue(
        pigment
            .requests()
            .get(1)
            .body()
            .endsWith(",\"propertyTechnicalNames\":[\"note\",\"cost centre, code\"]}"),
        pigment.requests().get(1).body());
  }

  private String path(int request) {
    return pigment.requests().get(request).path();
  }

  @Test
  void retriesWithTheSameBodyAndResumes() {
    pigment.next(
        Fault.status(503).retryAfter("0"), Fault.cutAfter(30), Fault.resetAfter(40), Fault.none());

    assertArrayEquals(BYTES, client.export(request(ExportKind.METRIC, metric).build()));

    assertEquals(3, client.counters().retries());
    assertEquals(4, pigment.requests().size());
    for (SimulatorRequest request : pigment.requests()) {
      assertEquals("POST", request.method());
      assertEquals(pigment.requests().get(0).body(), request.body());
    }
  }

  @Test
  void failsIfTheBlockChanged() {
    pigment.next(Fault.cutAfter(BYTES.length - 1), Fault.changedRecord(0));

    ExportRequest request = request(ExportKind.METRIC, metric).build();
    String failure =
        assertThrows(PigmentException.class, () -> client.export(request)).getMessage();
    assertTrue(
        failure.endsWith("If this happens often, read the metric when nobody is editing it."),
        failure);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void doesNotFollowRedirects(int status) {
    String target = pigment.url() + "/api/export/view/" + Simulator.EXAMPLE_VIEW;
    pigment.always(Fault.status(status).and(Fault.header("Location", target)));

    String failure = failure(ExportKind.METRIC, metric);

    assertTrue(
        failure.startsWith(
            "Pigment returned "
                + status
                + " for metric "
                + metric
                + ": a redirect to "
                + target
                + ", which the connector does not follow. Check baseUrl."),
        failure);
    assertEquals(1, pigment.requests().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LIST | 400 | the request is invalid. Check listId and properties.",
        "METRIC | 400 | the request is invalid. Check metricId, scenarios and export",
        "TABLE | 400 | Check tableId, metrics, scenarios and exportFilter.",
        "LIST | 404 | the list does not exist, or the key's owner has no access to it. Check listId",
        "LIST | 404 | (use metricId for a metric, listId for a list, and tableId for a table), and open",
        "METRIC | 404 | and open the metric in Pigment as the key's owner.",
        "TABLE | 404 | the table does not exist",
        "LIST | 413 | the list is too big to be exported at once. Export less of it with properties.",
        "METRIC | 413 | Export less of it with exportFilter or fewer scenarios.",
        "TABLE | 413 | Export less of it with exportFilter, metrics or fewer scenarios.",
        "METRIC | 422 | the block cannot be exported with these options. Check metricId, scenarios and"
            + " exportFilter.",
      })
  void explainsStatusForTheKindOfBlock(ExportKind kind, int status, String words) {
    pigment.always(Fault.status(status));

    String failure = failure(kind, metric);

    String start = "Pigment returned " + status + " for " + kind.noun() + " " + metric + ": ";
    assertTrue(failure.startsWith(start), failure);
    assertTrue(failure.contains(words), failure);
  }

  @Test
  void errorNamesScenarioOrTitle() {
    pigment.always(Fault.status(404));
    ExportRequest.Builder request =
        request(ExportKind.METRIC, metric).scenarios(List.of(SampleBlocks.BUDGET));

    assertTrue(
        failure(request)
            .startsWith(
                "Pigment returned 404 for metric "
                    + metric
                    + " (scenario "
                    + SampleBlocks.BUDGET
                    + "): "));
    assertTrue(
        failure(request.title("metric `Revenue` of `FP&A` (b10c)"))
            .startsWith("Pigment returned 404 for metric `Revenue` of `FP&A` (b10c) (scenario "));
  }

  @Test
  void errorNamesBlockOfViewThatIsTooBig() {
    pigment.always(Fault.status(413));
    ExportRequest.Builder view =
        request(ExportKind.VIEW, Simulator.EXAMPLE_VIEW)
            .title("view `By month` of metric `Revenue` (c0ffee00)")
            .alternative("Read pigment.`FP&A`.`Revenue` instead");

    assertTrue(
        failure(view)
            .startsWith(
                "Pigment returned 413 for view `By month` of metric `Revenue` (c0ffee00): the view is"
                    + " too big to be exported. Read pigment.`FP&A`.`Revenue` instead, or make a"
                    + " smaller view with fewer items on its pages or fewer metrics. "),
        failure(view));
  }

  @Test
  void equalsIgnoresTitleAndAlternative() {
    ExportRequest.Builder request = request(ExportKind.METRIC, metric);
    ExportRequest plain = request.build();
    ExportRequest titled = request.title("a").alternative("b").build();

    assertEquals(plain, titled);
    assertEquals(plain.hashCode(), titled.hashCode());
    assertEquals("b", titled.toBuilder().build().alternative());
    assertFalse(plain.equals(request.filter("{}").build()));
  }

  /** Spark shares one export between equal requests. */
  @Test
  void equalsComparesAllOtherParts() {
    String other = metric.replace('b', 'c');
    List<ExportRequest> all =
        List.of(
            request(ExportKind.METRIC, metric).build(),
            request(ExportKind.TABLE, metric).build(),
            request(ExportKind.METRIC, other).build(),
            ExportRequest.builder(ExportKind.METRIC, metric, DateFormat.LEGACY).build(),
            request(ExportKind.METRIC, metric).headers(HeaderStyle.TECHNICAL).build(),
            request(ExportKind.METRIC, metric).scenarios(List.of(metric)).build(),
            request(ExportKind.METRIC, metric).scenarios(List.of(other)).build(),
            request(ExportKind.METRIC, metric).metrics(List.of(metric)).build(),
            request(ExportKind.METRIC, metric).properties(List.of("a")).build(),
            request(ExportKind.METRIC, metric).filter("{}").build());
    assertEquals(all.size(), Set.copyOf(all).size());
  }

  @Test
  void descriptionAbbreviatesLongFilter() {
    String filter = "{\"type\":\"" + "x".repeat(100) + "\"}";
    assertEquals(
        "metric " + metric + ", exportFilter " + filter.substring(0, 100) + "…",
        request(ExportKind.METRIC, metric).filter(filter).build().description());
  }

  private static ExportRequest.Builder request(ExportKind kind, String id) {
    return ExportRequest.builder(kind, id, DateFormat.ISO8601);
  }

  private String failure(ExportKind kind, String id) {
    return failure(request(kind, id));
  }

  private String failure(ExportRequest.Builder request) {
    client.maxRetries(0);
    return assertThrows(PigmentException.class, () -> client.export(request.build())).getMessage();
  }
}
