package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SampleBlocks.Sample;
import io.github.pigmentspark.simulator.SimulatorClient.Received;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator exports blocks as Pigment's OpenAPI document specifies. */
class BlockExportsTest {
  private static final String JSON = "application/json";

  private final Simulator simulator = Simulator.start();
  private final SimulatorClient client = SimulatorClient.of(simulator);

  @AfterEach
  void close() {
    client.close();
    simulator.close();
  }

  @Test
  void metricExportHasDimensionsAndValues() {
    String text = export("metric", SampleBlocks.REVENUE, "{'friendlyHeaders':true}");

    assertEquals(
        "Country;Month;Revenue\nFR;Jan 26;150.5\nFR;Feb 26;160.25\nDE;Jan 26;90\nIT;Mar 26;16.5\n",
        text);
    assertEquals("country;month;revenue", header("metric", SampleBlocks.REVENUE, ""));
  }

  @Test
  void addsColumnForScenarios() {
    assertEquals(
        "Scenario;Country;Month;Revenue\nForecast;FR;Mar 26;175.75\nBudget 2026;FR;Jan 26;140\n"
            + "Budget 2026;FR;Feb 26;150\nBudget 2026;FR;Mar 26;160\nBudget 2026;DE;Jan 26;95\n",
        export(
            "metric",
            SampleBlocks.REVENUE,
            "{'friendlyHeaders':true,'scenarios':['"
                + SampleBlocks.FORECAST
                + "','"
                + SampleBlocks.BUDGET
                + "']}"));
    assertEquals(
        "country;month;revenue", header("metric", SampleBlocks.REVENUE, "{'scenarios':[]}"));
  }

  @Test
  void tableOmitsRowsWithoutValueOfRequestedMetrics() {
    assertEquals(
        """
        country;month;revenue;cost_eur;launch
        FR;Jan 26;150.5;50.00;01/15/2026 00:00:00 +00:00
        FR;Feb 26;160.25;;
        DE;Jan 26;90;;
        DE;Feb 26;;20.75;
        IT;Jan 26;;30.10;
        IT;Mar 26;16.5;;03/02/2026 00:00:00 +00:00
        """,
        export("table", SampleBlocks.PROFIT_AND_LOSS, "{'dateFormat':'Legacy'}"));
    assertEquals(
        "country;month;launch\nFR;Jan 26;2026-01-15\nIT;Mar 26;2026-03-02\n",
        export(
            "table",
            SampleBlocks.PROFIT_AND_LOSS,
            "{'metrics':['" + SampleBlocks.LAUNCH.id() + "']}"));
  }

  @Test
  void metricWithFewerDimensionsRepeatsItsValue() {
    assertEquals(
        """
        country;month;team;revenue;headcount
        FR;Jan 26;Sales;150.5;7
        FR;Jan 26;Finance;150.5;3
        FR;Feb 26;;160.25;
        DE;Jan 26;Sales;90;4
        IT;Mar 26;;16.5;
        """,
        export("table", SampleBlocks.STAFFING, ""));
  }

  @Test
  void listHasRequestedPropertiesInOrderOrAllByTechnicalName() {
    assertEquals(
        """
        cost centre, code;employee;hired;note;salary_eur;team
        007;Ada Lovelace;10/25/2024;;65000;Finance
        010;Grace Hopper;01/04/2021;compilers;72000.5;Sales
        010;Alan Turing;02/29/2024;;58000;Finance
        """,
        export("list", SampleBlocks.EMPLOYEE, "{'dateFormat':'Legacy'}"));
    assertEquals(
        "Note;Employee\n;Ada Lovelace\ncompilers;Grace Hopper\n;Alan Turing\n",
        export(
            "list",
            SampleBlocks.EMPLOYEE,
            "{'friendlyHeaders':true,'propertyTechnicalNames':['note','employee']}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GreaterThan | 100 | FR Jan 26, FR Feb 26",
        "GreaterThanOrEqual | 90.0 | FR Jan 26, FR Feb 26, DE Jan 26",
        "LessThan | 90 | IT Mar 26",
        "LessThanOrEqual | 90 | DE Jan 26, IT Mar 26",
        "Equal | 160.250 | FR Feb 26",
        "NotEqual | 90 | FR Jan 26, FR Feb 26, IT Mar 26",
        "IsNotBlank | | FR Jan 26, FR Feb 26, DE Jan 26, IT Mar 26",
      })
  void valueFilterKeepsMatchingRows(String type, String value, String rows) {
    String condition = "{'type':'" + type + "'" + (value == null ? "" : ",'value':" + value) + "}";
    assertEquals(
        rows,
        rows(
            "{'type':'Value','value':{'metricId':'"
                + SampleBlocks.REVENUE.id()
                + "','condition':"
                + condition
                + "}}"));
  }

  @Test
  void combinesFiltersByItemId() {
    String france = dimension(SampleBlocks.COUNTRY, SampleBlocks.item(SampleBlocks.COUNTRY, "FR"));
    String january = dimension(SampleBlocks.MONTH, SampleBlocks.item(SampleBlocks.MONTH, "Jan 26"));

    assertEquals("FR Jan 26, FR Feb 26", rows(france));
    assertEquals("FR Jan 26", rows("{'type':'And','and':[" + france + "," + january + "]}"));
    assertEquals(
        "FR Jan 26, FR Feb 26, DE Jan 26, IT Jan 26",
        rows("{'type':'Or','or':[" + france + "," + january + "]}"));
  }

  private static String dimension(Sample list, String item) {
    return "{'type':'Dimension','dimension':{'dimensionId':'"
        + list.id()
        + "','modalityIds':['"
        + item
        + "']}}";
  }

  /** Returns the keys of the table's rows that a filter keeps. */
  private String rows(String filter) {
    return String.join(
        ", ",
        export("table", SampleBlocks.PROFIT_AND_LOSS, "{'exportFilter':" + filter + "}")
            .lines()
            .skip(1)
            .map(line -> line.split(";")[0] + " " + line.split(";")[1])
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "metric | {'metrics':[]} | The member 'metrics' is unknown.",
        "list | {'scenarios':[]} | The member 'scenarios' is unknown.",
        "table | {'propertyTechnicalNames':[]} | The member 'propertyTechnicalNames' is unknown.",
        "table | {'friendlyHeaders':'true'} | The value true is not valid for friendlyHeaders.",
        "table | {'dateFormat':'iso'} | The value 'iso' is not valid for dateFormat.",
        "table | {'scenarios':['x']} | The value 'x' is not valid for scenarios.",
        "table | {'metrics':['c0ffee00-0000-4000-8000-000000000001']} | The table has no metric",
        "table | {'scenarios':['c0ffee00-0000-4000-8000-000000000001']} | There is no scenario",
        "list | {'propertyTechnicalNames':['Team']} | The list has no property 'Team'.",
        "table | {'exportFilter':{'type':'And'}} | The member 'and' is missing.",
        "table | {'metrics':[],'metrics':[]} | The member 'metrics' occurs twice.",
        "table | {'metrics':[] | The body is not valid JSON at character 13.",
        "table | [] | Expected a JSON object, found [].",
      })
  void rejectsInvalidBodyWith400(String kind, String body, String problem) {
    Received response = post(kind, id(kind), body, JSON);
    assertEquals(400, response.status());
    assertTrue(response.text().contains(problem), response.text());
  }

  @Test
  void rejectsUnknownBlocksAndWrongRequestsWithTheirStatus() {
    assertEquals(404, post("metric", SampleBlocks.EMPLOYEE.id(), "", JSON).status());
    assertEquals(400, post("metric", "x", "", JSON).status());
    assertEquals(404, post("view", Simulator.EXAMPLE_VIEW, "", JSON).status());
    assertEquals(415, post("list", id("list"), "{}", "text/plain").status());
    Request get =
        client.request("").url(simulator.url() + "/api/v1/export/list/" + id("list")).build();
    assertEquals(405, client.send(get).status());
    Request noKey = get.newBuilder().removeHeader("Authorization").post(body("", JSON)).build();
    assertEquals(401, client.send(noKey).status());
  }

  private static String id(String kind) {
    return switch (kind) {
      case "list" -> SampleBlocks.EMPLOYEE.id();
      case "metric" -> SampleBlocks.REVENUE.id();
      default -> SampleBlocks.PROFIT_AND_LOSS.id();
    };
  }

  private String header(String kind, Sample block, String body) {
    return export(kind, block, body).lines().findFirst().orElseThrow();
  }

  private String export(String kind, Sample block, String body) {
    Received response = post(kind, block.id(), body, JSON);
    assertEquals(200, response.status(), response.text());
    assertEquals("text/csv; charset=utf-8", response.header("Content-Type"));
    return response.text();
  }

  private Received post(String kind, String id, String body, String type) {
    return client.send(
        client
            .request("")
            .url(simulator.url() + "/api/v1/export/" + kind + "/" + id)
            .post(body(body, type))
            .build());
  }

  private static RequestBody body(String text, String type) {
    return RequestBody.create(text.replace('\'', '"'), MediaType.get(type));
  }
}
