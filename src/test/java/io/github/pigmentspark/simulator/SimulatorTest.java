package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SimulatorClient.Received;
import io.github.pigmentspark.simulator.View.Block;
import java.util.List;
import java.util.Map;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
  private static final String LEGACY_ON_A_LIST = "10/25/2024";
  private static final String LEGACY_ELSEWHERE = "10/25/2024 00:00:00 +00:00";

  private final Simulator simulator = Simulator.start();
  private final SimulatorClient client = SimulatorClient.of(simulator);

  @AfterEach
  void close() {
    client.close();
    simulator.close();
  }

  @Test
  void streamsArticleExampleAsCsv() {
    Received export = client.export(Simulator.EXAMPLE_VIEW);

    assertEquals(200, export.status());
    assertEquals("text/csv; charset=utf-8", export.header("Content-Type"));
    assertEquals("chunked", export.header("Transfer-Encoding"));
    assertNull(export.header("Content-Length"));
    List<String> lines = export.lines();
    assertEquals(17, lines.size());
    assertEquals("Country;Month;Cost;Revenue;Margin", lines.get(0));
    assertEquals("FR;Dec 21;75.00;225.00;150.00", lines.get(12));
    assertEquals("DE;Jan 21;16.66666666666667;50.00;33.33333333333333", lines.get(13));
    assertTrue(export.text().endsWith("\n"));
  }

  @Test
  void legacyDatesAreDefaultAndDependOnBlockKind() {
    Map<String, String> firstRecords =
        Map.of(
            Simulator.LIST_VIEW, "Ada Lovelace;Finance;" + LEGACY_ON_A_LIST + ";;65000",
            Simulator.METRIC_VIEW, "Atlas;Kick-off;" + LEGACY_ELSEWHERE,
            Simulator.TABLE_VIEW, "C-001;" + LEGACY_ELSEWHERE + ";12;1250.50");

    firstRecords.forEach(
        (view, record) -> {
          assertEquals(record, client.export(view).lines().get(1));
          assertEquals(record, client.export(view + "?dateFormat=Legacy").lines().get(1));
        });
  }

  @Test
  void iso8601DatesAreEqualForAllBlockKinds() {
    for (String view : List.of(Simulator.LIST_VIEW, Simulator.METRIC_VIEW, Simulator.TABLE_VIEW)) {
      String record = client.export(view + "?dateFormat=Iso8601").lines().get(1);

      assertTrue(List.of(record.split(";")).contains("2024-10-25"), record);
    }
  }

  @Test
  void planHasTwelveMonthsOfBudgetAndNineOfActuals() {
    String iso = client.export(Simulator.PLAN_VIEW + "?dateFormat=Iso8601").text();
    String legacy = client.export(Simulator.PLAN_VIEW).text();

    assertTrue(
        iso.startsWith("Scenario;Month;Region;Department;Headcount;Amount (€);Closed on\n"), iso);
    assertEquals(12 * 6, iso.lines().filter(line -> line.startsWith("Budget 2026;")).count());
    assertEquals(9 * 6, iso.lines().filter(line -> line.startsWith("Actual;")).count());
    assertTrue(iso.contains("\nActual;Sep 26;010;Sales;16;209878.15;2026-10-06\n"), iso);
    assertTrue(legacy.contains(";209878.15;10/06/2026 00:00:00 +00:00\n"), legacy);
  }

  @Test
  void quotesFieldsWithCommasIfCommaIsDelimiter() {
    String view = simulator.serve(View.of("a;b;c\n1,5;\"x;y\";\"p\"\"q\"\n;;last"));

    Received export = client.export(view + "?fieldDelimiter=Comma");

    assertEquals("a,b,c\n\"1,5\",\"x;y\",\"p\"\"q\"\n,,last", export.text());
  }

  @Test
  void servesAViewWithEveryKindOfCellAndName() {
    String text = client.export(Simulator.EVERY_KIND_VIEW + "?dateFormat=Iso8601").text();

    assertEquals(
        "Product name;Code;In stock?;Units [pcs];Cells;Growth;Launch;Notes;Price (€);v1.2;"
            + "Total;Total;\"Odd; \"\"quoted\"\" name\";Nothing",
        text.lines().findFirst().orElseThrow());
    for (String cell :
        List.of(
            ";007;",
            ";TRUE;",
            ";9223372036854775807;",
            ";9223372036854775808;",
            ";5E-324;",
            ";1.7976931348623157E+308;",
            ";2024-11-21;",
            ";\"two\nlines\";",
            ";;",
            "😀",
            "العربية",
            "\"The \"\"Good\"\" Lamp\"",
            "\"a;b;\"\"c\"\";\r\nd\"")) {
      assertTrue(text.contains(cell), cell);
    }
  }

  @Test
  void servesAddedViewUnchanged() {
    byte[] brokenUtf8 = {'a', '\n', (byte) 0xC3, '\n'};

    assertArrayEquals(brokenUtf8, client.export(simulator.serve(View.of(brokenUtf8))).bytes());
  }

  @Test
  void passesDateStyleToAddedView() {
    String view = simulator.serve(View.of(Block.LIST, dates -> "d\n" + dates.format("2024-10-25")));

    assertEquals("d\n10/25/2024", client.export(view).text());
    assertEquals("d\n2024-10-25", client.export(view + "?dateFormat=Iso8601").text());
  }

  @Test
  void replacesViewById() {
    String view = simulator.serve(View.of("before\n"));
    simulator.serve(view, View.of("after\n"));

    assertEquals("after\n", client.export(view).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not-a-uuid",
        Simulator.EXAMPLE_VIEW + "?dateFormat=iso",
        Simulator.EXAMPLE_VIEW + "?fieldDelimiter=Tab"
      })
  void rejectsInvalidIdOrParameterWith400(String view) {
    assertProblem(400, client.export(view));
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer wrong, unknown",
    "Basic cGlnbWVudA==, missing",
    "Bearer 3jp2e232-9875-42f4-9fcf-63fe2ce568jp, old format"
  })
  void explainsWhyKeyIsRejected(String authorization, String reason) {
    Received response =
        client.send(
            client.request(Simulator.EXAMPLE_VIEW).header("Authorization", authorization).build());

    assertProblem(401, response);
    assertTrue(response.text().contains(reason), response.text());
  }

  @Test
  void rejectsMissingKeyWith401() {
    assertProblem(
        401,
        client.send(client.request(Simulator.EXAMPLE_VIEW).removeHeader("Authorization").build()));
  }

  @Test
  void rejectsUnknownViewWith404() {
    assertProblem(404, client.export("12345678-0000-4000-8000-000000000000"));
  }

  @Test
  void rejectsOtherMethodsThanGet() {
    Received response =
        client.send(
            client
                .request(Simulator.EXAMPLE_VIEW)
                .post(RequestBody.create("{}".getBytes()))
                .build());

    assertProblem(405, response);
    assertEquals("GET", response.header("Allow"));
  }

  @Test
  void acceptsConfiguredKeyButNoneInOldFormat() {
    try (Simulator other = Simulator.builder().apiKey("another").start();
        SimulatorClient visitor = SimulatorClient.of(other)) {
      assertEquals(401, visitor.export(Simulator.EXAMPLE_VIEW).status());
      assertEquals(
          200,
          visitor
              .send(
                  visitor
                      .request(Simulator.EXAMPLE_VIEW)
                      .header("Authorization", "bearer another")
                      .build())
              .status());
    }
    Simulator.Builder builder = Simulator.builder();
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.apiKey("3jp2e232-9875-42f4-9fcf-63fe2ce568jp"))
            .getMessage()
            .contains("old format with dashes"));
  }

  @Test
  void recordsRequestsAndBytesSent() {
    Received export = client.export(Simulator.EXAMPLE_VIEW + "?dateFormat=Iso8601");
    client.export("nothing/here");

    assertEquals(2, simulator.requests().size());
    SimulatorRequest request = simulator.requests().get(0);
    assertEquals("GET", request.method());
    assertEquals("/api/export/view/" + Simulator.EXAMPLE_VIEW, request.path());
    assertEquals("dateFormat=Iso8601", request.query());
    assertEquals("Iso8601", request.parameter("dateFormat").orElseThrow());
    assertEquals("Bearer " + Simulator.API_KEY, request.header("authorization").orElseThrow());
    assertEquals("HTTP/1.1", request.protocol());
    assertEquals(export.bytes().length, request.bytesSent());
    assertEquals(SimulatorRequest.Outcome.COMPLETE, request.outcome());
    assertEquals("", simulator.requests().get(1).query());
  }

  private static void assertProblem(int status, Received response) {
    assertEquals(status, response.status());
    assertEquals("application/problem+json; charset=utf-8", response.header("Content-Type"));
    assertTrue(response.text().contains("\"status\":" + status), response.text());
  }
}
