package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnknownOptionsTest {
  @Test
  void suggestsTheNameForOneEdit() {
    for (OptionSpec<?> option : OptionSpecs.OF_READS) {
      for (String slip : edits(option.name())) {
        assertEquals(
            "Option " + slip + " is unknown. Did you mean " + option.name() + "?", failure(slip));
      }
    }
  }

  @Test
  void rejectsNamesWithTwoEditsAndIgnoresThoseWithFour() {
    for (OptionSpec<?> option : OptionSpecs.OF_READS) {
      String near = "z" + option.name() + "q";
      assertEquals(
          "Option " + near + " is unknown. Did you mean " + option.name() + "?", failure(near));
      String far = "zq" + option.name() + "zq";
      assertDoesNotThrow(() -> UnknownOptions.check(values(Set.of(far)), OptionSpecs.OF_READS));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "retrTimeout, retryTimeout",
    "reryTimeout, retryTimeout",
    "reatTimeout, readTimeout",
    "viewID2, viewId",
    "view_id, viewId",
    "view-Id, viewId",
    "api_token, apiToken",
    "apitkey, apiKey",
    "SAMPLE_SIZE, sampleSize",
    "schemaHint, schemaHints",
    "infer_schema, inferSchema",
    "modus, mode",
    "columnName, columnNames",
    "requireHttp, requireHttp2",
    "requireHttp11, requireHttp2",
  })
  void suggestsTheNearestName(String slip, String expected) {
    assertEquals("Option " + slip + " is unknown. Did you mean " + expected + "?", failure(slip));
  }

  @Test
  void acceptsNamesInAnyCaseAndArgumentsOfLoad() {
    assertDoesNotThrow(
        () ->
            UnknownOptions.check(
                values(Set.of("path", "PATHS", "VIEWID", "apitoken", "requirehttp2")),
                OptionSpecs.OF_READS));
  }

  @Test
  void acceptsOptionsOfSparkAndItsPlatforms() {
    Set<String> names =
        Set.of(
            "timeZone",
            "mergeSchema",
            "columnNameOfCorruptRecord",
            "ignoreCorruptFiles",
            "recursiveFileLookup",
            "versionAsOf",
            "dbtable",
            "user",
            "url",
            "host",
            "serialization.format",
            "databricks.connection.name",
            "fs.azure.account.key");
    assertDoesNotThrow(() -> UnknownOptions.check(values(names), OptionSpecs.OF_READS));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "abc, ab, 1",
    "abc, abcd, 1",
    "abc, axc, 1",
    "abc, acb, 1",
    "abc, bac, 1",
    "abcd, badc, 2",
    "kitten, sitting, 3",
  })
  void countsLettersAddedDroppedChangedOrSwapped(String a, String b, int expected) {
    assertEquals(expected, EditDistance.between(a, b));
    assertEquals(expected, EditDistance.between(b, a));
  }

  /** A letter dropped, doubled, changed, or swapped with the next, at each place. */
  private static Set<String> edits(String name) {
    Set<String> edits = new HashSet<>();
    for (int i = 0; i < name.length(); i++) {
      String before = name.substring(0, i);
      String after = name.substring(i + 1);
      edits.add(before + after);
      edits.add(before + name.charAt(i) + name.charAt(i) + after);
      edits.add(before + 'x' + after);
      if (!after.isEmpty()) {
        edits.add(before + after.charAt(0) + name.charAt(i) + after.substring(1));
      }
    }
    edits.removeIf(name::equalsIgnoreCase);
    return edits;
  }

  private static Map<String, String> values(Set<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, name -> "x"));
  }

  private static String failure(String name) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> UnknownOptions.check(Map.of("viewId", VIEW_ID, name, "x"), OptionSpecs.OF_READS))
        .getMessage();
  }
}
