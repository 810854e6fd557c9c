package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.KEY;
import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadOptionsTest {
  private static final String OTHER_VIEW_ID = "00000000-5c77-4e0b-9a43-0d6f1c2b7e55";

  @Test
  void hasDocumentedDefaults() {
    ReadOptions options = TestOptions.of();
    assertEquals(
        ExportRequest.builder(ExportKind.VIEW, VIEW_ID, DateFormat.ISO8601).build(),
        options.exportRequest());
    assertEquals(defaultSettings().build(), options.clientSettings());
    assertTrue(options.infersSchema());
    assertEquals(10_000, options.sampleSize());
    assertEquals(Optional.empty(), options.schemaHints());
    assertEquals(NamingStyle.ORIGINAL, options.namingStyle());
    assertEquals(Mode.FAILFAST, options.mode());
    assertEquals(Optional.empty(), options.corruptRecordColumn());
    assertEquals(128 << 20, options.maxRecordSize());
    assertTrue(options.pushesDownColumns());
  }

  @Test
  void returnsTheValuesThatAreSet() {
    ReadOptions options = TestOptions.of(flat(allSet()));
    assertEquals(
        ExportRequest.builder(ExportKind.VIEW, OTHER_VIEW_ID, DateFormat.LEGACY).build(),
        options.exportRequest());
    assertEquals(
        ConnectionSettings.builder()
            .baseUrl("http://localhost:8080")
            .apiToken(ApiToken.of("another"))
            .userAgent(new TestOptions.Driver().userAgent())
            .connectTimeout(Duration.ofSeconds(1))
            .readTimeout(Duration.ofSeconds(2))
            .retryPolicy(RetryPolicy.of(3, Duration.ofSeconds(4), Duration.ofSeconds(5)))
            .protocolPolicy(ProtocolPolicy.REQUIRE_HTTP2)
            .build(),
        options.clientSettings());
    assertFalse(options.infersSchema());
    assertEquals(7, options.sampleSize());
    assertEquals(Optional.of("Revenue DOUBLE"), options.schemaHints());
    assertEquals(NamingStyle.SAFE, options.namingStyle());
    assertEquals(Mode.PERMISSIVE, options.mode());
    assertEquals(Optional.of("bad"), options.corruptRecordColumn());
    assertEquals(8192, options.maxRecordSize());
    assertFalse(options.pushesDownColumns());
  }

  @Test
  void everyOptionIsTestedHereOrInExportOptionsTest() {
    Set<String> names = new HashSet<>(allSet().keySet());
    names.addAll(List.of("apiKey", "metricId", "listId", "tableId"));
    names.addAll(List.of("friendlyHeaders", "scenarios", "metrics", "properties", "exportFilter"));
    OptionSpecs.OF_READS.forEach(
        option -> assertTrue(names.remove(option.name()), "test option " + option.name()));
    assertEquals(Set.of(), names);
  }

  @Test
  void readsNamesInAnyCaseInAnyLocale() {
    Map<String, String> capitals = new TreeMap<>();
    allSet().forEach((name, value) -> capitals.put(name.toUpperCase(Locale.ROOT), value));
    capitals.put("MODE", "dropmalformed");
    capitals.remove("COLUMNNAMEOFCORRUPTRECORD");
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      ReadOptions options = ReadOptions.of(capitals, Map.of(), new TestOptions.Driver());
      assertEquals(
          ExportRequest.builder(ExportKind.VIEW, OTHER_VIEW_ID, DateFormat.LEGACY).build(),
          options.exportRequest());
      assertFalse(options.infersSchema());
      assertEquals(NamingStyle.SAFE, options.namingStyle());
      assertEquals(Mode.DROPMALFORMED, options.mode());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "viewId | abc | expected the view's UUID",
        "viewId | https://pigment.app/?a=b | the URL has no viewId=<UUID>",
        "baseUrl | http://pigment.app | http:// is only allowed for the loopback host",
        "dateFormat | yyyy-MM-dd | expected one of Pigment's date formats, Iso8601 or Legacy,"
            + " instead of a pattern",
        "inferSchema | yes | expected true or false.",
        "sampleSize | 0 | expected a whole number from 1 to 2147483647.",
        "columnNames | snake | expected one of original, safe.",
        "columnNameOfCorruptRecord | ' ' | expected the name of a column.",
        "mode | STRICT | expected one of FAILFAST, PERMISSIVE, DROPMALFORMED.",
        "connectTimeout | 10 | expected a time with a unit",
        "readTimeout | 0s | expected a time with a unit",
        "maxRetries | -1 | expected a whole number from 0 to 2147483647.",
        "retryTimeout | soon | expected a time with a unit",
        "retryInterval | 1 | expected a time with a unit",
        "requireHttp2 | 2 | expected true or false.",
        "maxRecordSize | 2g | expected a size with a unit",
      })
  void namesTheOptionAndWhatWasExpected(String name, String value, String expected) {
    String message = failure(name, value);
    assertTrue(
        message.startsWith("Option " + name + " is \"" + value + "\": " + expected), message);
    assertFalse(message.contains(KEY));
  }

  @Test
  void cutsLongValues() {
    String words = "not a mode ".repeat(10);
    String message = failure("mode", words);
    assertTrue(
        message.startsWith("Option mode is \"" + words.substring(0, 100) + "…\": "), message);
    String cut = words.substring(0, 100);
    assertTrue(failure("mode", cut).contains("\"" + cut + "\""));
  }

  @Test
  void masksLongWordsThatMayBeKeys() {
    String key = "a_test_key_0123456789";
    String message = failure("viewId", key);
    assertTrue(message.startsWith("Option viewId is \"a_te…\": "), message);
    String hexadecimal = "0123456789abcdef0123456789abcdef";
    assertFalse(failure("viewId", hexadecimal).contains("45"));
    assertFalse(failure("mode", "key " + hexadecimal).contains("45"));
    String nearlyUuid = VIEW_ID.substring(1);
    assertTrue(failure("viewId", nearlyUuid).contains("\"" + nearlyUuid + "\""));
  }

  @ParameterizedTest
  @CsvSource({
    "viewId, Bearer a_test_key_0123456789",
    "viewId, https://pigment.app/?key=a_test_key_0123456789&x=1",
    "baseUrl, https://pigment.app/a_test_key_0123456789?x",
    "mode, {'token': 'a_test_key_0123456789'}",
    "mode, a~test+key.ABCDEFGH0 FAILFAST",
    "viewId, a_test+key.0123456789AB",
  })
  void masksKeysInsideOtherText(String name, String value) {
    String message = failure(name, value);
    String shown = value.replaceFirst("(a.te)st.key.[\\w./]+", "$1…");
    assertTrue(message.startsWith("Option " + name + " is \"" + shown + "\": "), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://pigment.app/application/" + VIEW_ID + "/tables/1",
        "a_long_name_without_any_digit and others",
        "nineteen_chars_0123 and others"
      })
  void showsWordsThatCannotBeKeys(String value) {
    String message = failure("mode", value);
    assertTrue(message.startsWith("Option mode is \"" + value + "\": "), message);
  }

  @ParameterizedTest
  @CsvSource({
    "baseUrl, https://me:hidden@pigment.app",
    "baseUrl, https://hidden@pigment.app",
    "baseUrl, https://me:hid/den@pigment.app",
    "baseUrl, https://me:hidden@pigment@app",
    "viewId, https://me:hidden@pigment.app/?a=b",
  })
  void neverShowsThePasswordOfAUrl(String name, String value) {
    String message = failure(name, value);
    assertTrue(message.startsWith("Option " + name + " is \"https://****@"), message);
    assertFalse(message.contains("hid"), message);
  }

  @Test
  void readsTheViewFromTheArgumentOfLoad() {
    assertEquals(VIEW_ID, viewOf("path", VIEW_ID));
    assertEquals(VIEW_ID, viewOf("PATH", "https://pigment.app/?viewId=" + VIEW_ID));
    assertEquals(
        VIEW_ID, viewOf("path", "https://pigment.app/?viewId=" + VIEW_ID, "viewId", VIEW_ID));
  }

  @Test
  void rejectsAnInvalidArgumentOfLoad() {
    assertTrue(
        failure("path", "data/view.csv")
            .startsWith("Option viewId is \"data/view.csv\": expected"));
  }

  @Test
  void rejectsTwoViews() {
    assertEquals(
        "Option viewId is \""
            + VIEW_ID
            + "\", but load() was given \""
            + OTHER_VIEW_ID
            + "\". Keep only one of them.",
        failure("path", OTHER_VIEW_ID, "viewId", VIEW_ID));
    assertEquals(
        "Option viewId: load() was given several views. Read each view separately, and union the"
            + " DataFrames.",
        failure("paths", "[\"" + VIEW_ID + "\",\"" + OTHER_VIEW_ID + "\"]"));
  }

  @Test
  void saysHowToNameAView() {
    assertEquals(
        "Option viewId is missing. Set it to the view's UUID, or to the URL that the browser shows"
            + " when the view is open (…?displayMode=Grid&viewId=…). To read a block without a"
            + " view, set metricId, listId or tableId instead.",
        failure());
  }

  @Test
  void reportsOtherMistakesBeforeAMissingKey() {
    Map<String, String> options = TestOptions.map("viewId", VIEW_ID, "mode", "STRICT");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReadOptions.of(options, Map.of(), new TestOptions.Driver()));
    assertTrue(e.getMessage().startsWith("Option mode is"), e.getMessage());
  }

  @Test
  void readsWithDifferentSettingsDiffer() {
    Map<String, String> all = allSet();
    all.keySet().retainAll(Set.of("baseUrl", "apiToken", "connectTimeout", "readTimeout"));
    all.putAll(Map.of("maxRetries", "3", "retryTimeout", "4s", "requireHttp2", "true"));
    all.forEach(
        (name, value) ->
            assertNotEquals(
                TestOptions.of().clientSettings(),
                TestOptions.of(name, value).clientSettings(),
                name));
  }

  private static ConnectionSettings.Builder defaultSettings() {
    return ConnectionSettings.builder()
        .baseUrl("https://pigment.app")
        .apiToken(ApiToken.of(KEY))
        .userAgent(new TestOptions.Driver().userAgent())
        .connectTimeout(Duration.ofSeconds(10))
        .readTimeout(Duration.ofMinutes(10))
        .retryPolicy(RetryPolicy.of(5, Duration.ofMinutes(10), Duration.ofSeconds(1)))
        .protocolPolicy(ProtocolPolicy.PREFER_HTTP2);
  }

  /** Each option, with a value that is not its default. */
  private static Map<String, String> allSet() {
    return TestOptions.map(
        "viewId", OTHER_VIEW_ID,
        "apiToken", "another",
        "baseUrl", "http://localhost:8080/",
        "dateFormat", "legacy",
        "inferSchema", "false",
        "sampleSize", "7",
        "schemaHints", "Revenue DOUBLE",
        "columnNames", "Safe",
        "mode", "permissive",
        "columnNameOfCorruptRecord", "bad",
        "connectTimeout", "1s",
        "readTimeout", "2s",
        "maxRetries", "3",
        "retryTimeout", "4s",
        "retryInterval", "5s",
        "requireHttp2", "TRUE",
        "maxRecordSize", "8k",
        "pushDownColumns", "false");
  }

  private static String[] flat(Map<String, String> options) {
    return options.entrySet().stream()
        .flatMap(option -> Stream.of(option.getKey(), option.getValue()))
        .toArray(String[]::new);
  }

  private static String viewOf(String... namesAndValues) {
    return of(namesAndValues).exportRequest().id();
  }

  private static String failure(String... namesAndValues) {
    Map<String, String> options = TestOptions.map(namesAndValues);
    boolean needsView =
        namesAndValues.length > 0 && !options.containsKey("viewId") && !options.containsKey("path");
    if (needsView) {
      options.put("viewId", VIEW_ID);
    }
    return assertThrows(IllegalArgumentException.class, () -> of(flat(options))).getMessage();
  }

  private static ReadOptions of(String... namesAndValues) {
    Map<String, String> options = TestOptions.map(namesAndValues);
    options.put("apiToken", KEY);
    return ReadOptions.of(options, Map.of(), new TestOptions.Driver());
  }
}
