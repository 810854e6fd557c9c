package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnknownOptionsTest {
  @Test
  void oneEditOfANameIsAnErrorThatNamesTheRightOne() {
    for (OptionSpec<?> option : OptionSpecs.ALL) {
      for (String slip : edits(option.name())) {
        assertEquals(
            "Option " + slip + " is unknown; did you mean " + option.name() + "?", failure(slip));
      }
    }
  }

  @Test
  void twoEditsOfANameAreAnErrorToo() {
    for (OptionSpec<?> option : OptionSpecs.ALL) {
      for (String slip : edits(option.name())) {
        String second = slip.substring(1) + (slip.charAt(0) == 'x' ? "" : "x");
        if (EditDistance.between(second.toLowerCase(Locale.ROOT), option.key()) == 2) {
          assertTrue(failure(second).startsWith("Option " + second + " is unknown; did you mean "));
        }
      }
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
  void theNearestNameIsProposed(String slip, String expected) {
    assertEquals("Option " + slip + " is unknown; did you mean " + expected + "?", failure(slip));
  }

  @Test
  void knownNamesInAnyCaseAndTheArgumentsOfLoadAreNoError() {
    assertDoesNotThrow(
        () ->
            UnknownOptions.check(
                Set.of("path", "PATHS", "VIEWID", "apitoken", "requirehttp2"), OptionSpecs.ALL));
  }

  @Test
  void namesOfSparkAndItsPlatformsAreNoError() {
    Set<String> names =
        Set.of(
            "header",
            "delimiter",
            "sep",
            "multiLine",
            "encoding",
            "nullValue",
            "timeZone",
            "samplingRatio",
            "timestampFormat",
            "enforceSchema",
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
    assertDoesNotThrow(() -> UnknownOptions.check(names, OptionSpecs.ALL));
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
  void theDistanceCountsLettersAddedDroppedChangedOrSwapped(String a, String b, int expected) {
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

  private static String failure(String name) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> UnknownOptions.check(List.of("viewId", name), OptionSpecs.ALL))
        .getMessage();
  }
}
