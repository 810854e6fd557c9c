package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.KEY;
import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The view or block that options select, and the part of it. */
final class ExportOptionsTest {
  private static final String ID = "b10c0000-0000-4000-8000-000000000001";
  private static final String A = "5ce0a810-0000-4000-8000-00000000000a";
  private static final String B = "5ce0a810-0000-4000-8000-00000000000b";
  private static final String ADDRESS =
      "https://pigment.app/application/7f0c0a3e-0000-4000-8000-00000000000a/tables/" + ID;

  @ParameterizedTest
  @CsvSource({"metricId, METRIC", "listId, LIST", "tableId, TABLE", "viewId, VIEW"})
  void readsAViewMetricListOrTable(String option, ExportKind kind) {
    ExportRequest request = request(option, ID);
    assertEquals(ExportRequest.builder(kind, ID, DateFormat.ISO8601).build(), request);
    assertEquals(HeaderStyle.FRIENDLY, request.headers());
    assertEquals(option.replace("Id", "") + " " + ID, request.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "?displayMode=Grid&viewId=" + VIEW_ID, "/", "#x", "?viewId=" + VIEW_ID + "\n"})
  void readsTheIdOfABlockFromItsUrl(String end) {
    assertEquals(ID, request("tableId", ADDRESS + end).id());
    assertEquals(ID, request("metricId", ADDRESS.replace("tables", "some-thing") + end).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "",
        ID + "/..",
        "https://pigment.app/?viewId=" + ID,
        "https://pigment.app/application/" + ID,
        "https://pigment.app/application/x/tables/" + ID,
        ADDRESS + "0",
        ADDRESS + "%2f..",
      })
  void rejectsInvalidIdsOfBlocks(String text) {
    String failure = failure("metricId", text);
    assertTrue(failure.startsWith("Option metricId is \""), failure);
    assertTrue(failure.contains(": expected the metric's UUID (like 2f1d9b3a"), failure);
  }

  @Test
  void requestsAPartOfABlock() {
    assertEquals(
        ExportRequest.builder(ExportKind.TABLE, ID, DateFormat.LEGACY)
            .headers(HeaderStyle.TECHNICAL)
            .scenarios(List.of(A, B))
            .metrics(List.of(B))
            .filter(
                "{\"value\":{\"condition\":{\"type\":\"IsNotBlank\"},\"metricId\":\""
                    + A
                    + "\"},\"type\":\"Value\"}")
            .build(),
        request(
            "tableId",
            ID,
            "dateFormat",
            "legacy",
            "friendlyHeaders",
            "false",
            "scenarios",
            A + " , " + B.toUpperCase(Locale.ROOT),
            "metrics",
            "[\"" + B + "\"]",
            "exportFilter",
            "{ \"value\": {\"condition\": {\"type\": \"IsNotBlank\"}, \"metricId\": \""
                + A
                + "\"}, \"type\": \"Value\"}"));
    assertEquals(
        ExportRequest.builder(ExportKind.LIST, ID, DateFormat.ISO8601)
            .properties(List.of("name", "code"))
            .build(),
        request("listId", ID, "properties", "name, code"));
    assertEquals(
        ExportRequest.builder(ExportKind.LIST, ID, DateFormat.ISO8601)
            .properties(List.of("a, b", " c"))
            .build(),
        request("listId", ID, "properties", " [\"a, b\", \" c\"] "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "scenarios | abc | expected UUIDs (like",
        "scenarios | ~~ | expected one or more non-empty values separated by commas",
        "scenarios | [] | expected one or more",
        "metrics | 1,2 | expected UUIDs",
        "properties | a,,b | expected one or more non-empty values",
        "properties | a,b, a | a occurs twice.",
        "properties | [\"a\", 1] | expected a JSON array that contains only strings.",
        "properties | [\"a\" | expected JSON, but the text is not valid at $[1]. In Python, use"
            + " json.dumps(…) on a list or dict.",
        "properties | ['a', 'b'] | expected JSON, but the text is not valid at $[0]. In Python",
        "properties | [\"a\"] b | expected JSON, but the text is not valid at $.",
        "friendlyHeaders | yes | expected true or false.",
        "exportFilter | [] | expected a JSON object, like",
      })
  void namesTheOptionAndWhatWasExpected(String name, String value, String expected) {
    String block = name.equals("properties") ? "listId" : "tableId";
    String failure = failure(block, ID, name, value);
    assertTrue(failure.startsWith("Option " + name + " is \"" + value + "\": "), failure);
    assertTrue(failure.contains(expected), failure);
  }

  @Test
  void rejectsDuplicateScenario() {
    String failure = failure("metricId", ID, "scenarios", A + "," + A.toUpperCase(Locale.ROOT));
    assertTrue(failure.endsWith(": " + A + " occurs twice."), failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "viewId   | scenarios       | a metric (metricId) or a table (tableId)",
        "viewId   | friendlyHeaders | a list (listId) or a metric (metricId) or a table (tableId)",
        "viewId   | exportFilter    | a metric (metricId) or a table (tableId)",
        "metricId | metrics         | a table (tableId)",
        "metricId | properties      | a list (listId)",
        "tableId  | properties      | a list (listId)",
        "listId   | scenarios       | a metric (metricId) or a table (tableId)",
        "listId   | metrics         | a table (tableId)",
        "listId   | exportFilter    | a metric (metricId) or a table (tableId)",
      })
  void rejectsOptionsOfOtherKindsOfExports(String id, String name, String expected) {
    assertEquals(
        String.format(
            "Option %s is for %s, but this read exports a %s (%s). Remove the option.",
            name, expected, id.replace("Id", ""), id),
        failure(id, ID, name, "true"));
  }

  @Test
  void rejectsTwoExports() {
    assertEquals(
        "A read exports one view or block, but viewId and tableId are set. Keep only one of them.",
        failure("viewId", ID, "tableId", ID));
    assertEquals(
        "A read exports one view or block, but the argument of load() (a viewId) and metricId are"
            + " set. Keep only one of them.",
        failure("path", ID, "metricId", ID));
  }

  @Test
  void prefersTheExportOfTheReadToThatOfTheSession() {
    Map<String, String> session = Map.of("VIEWID", VIEW_ID, "scenarios", A);

    assertEquals("metric " + ID + " (scenario " + A + ")", with(session, "metricId", ID));
    assertEquals("list " + ID, with(session, "listId", ID));
    assertEquals("view " + VIEW_ID, with(session));
    assertEquals("view " + ID, with(session, "path", ID));
    assertEquals("view " + ID, with(session, "viewId", ID));
    assertEquals("metric " + VIEW_ID, with(Map.of("metricId", VIEW_ID), "metricId", VIEW_ID));
  }

  @Test
  void rejectsTwoExportsOfTheSession() {
    Map<String, String> session = Map.of("viewid", VIEW_ID, "tableid", ID);

    assertEquals("list " + ID, with(session, "listId", ID));
    String failure = failure(session);
    assertEquals(
        "A read exports one view or block, but viewId and tableId are set. Keep only one of them,"
            + " and check spark.datasource.pigment.* in the session's settings.",
        failure);
  }

  @Test
  void requestsEachScenarioByItself() {
    assertEquals(
        List.of("metric " + ID + " (scenario " + B + ")", "metric " + ID + " (scenario " + A + ")"),
        request("metricId", ID, "scenarios", B + "," + A).byScenario().stream()
            .map(ExportRequest::toString)
            .collect(Collectors.toList()));
    assertEquals("[metric " + ID + "]", request("metricId", ID).byScenario().toString());
  }

  private static String with(Map<String, String> defaults, String... namesAndValues) {
    return request(defaults, namesAndValues).toString();
  }

  private static ExportRequest request(String... namesAndValues) {
    return request(Map.of(), namesAndValues);
  }

  private static ExportRequest request(Map<String, String> defaults, String... namesAndValues) {
    Map<String, String> options = TestOptions.map(namesAndValues);
    defaults.forEach(
        (name, value) -> {
          if (options.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            options.put(name, value);
          }
        });
    options.put("apiToken", KEY);
    return ReadOptions.of(options, ReadOptions.lowerCase(defaults), new TestOptions.Driver())
        .exportRequest();
  }

  private static String failure(String... namesAndValues) {
    return failure(Map.of(), namesAndValues);
  }

  private static String failure(Map<String, String> defaults, String... namesAndValues) {
    return assertThrows(IllegalArgumentException.class, () -> request(defaults, namesAndValues))
        .getMessage();
  }
}
