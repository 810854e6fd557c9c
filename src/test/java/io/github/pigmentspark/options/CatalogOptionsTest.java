package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.KEY;
import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static io.github.pigmentspark.options.TestOptions.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.HeaderStyle;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogOptionsTest {
  private static final String METADATA_KEY = "metadata-key";

  private final TestOptions.Driver driver = new TestOptions.Driver();

  @Test
  void mergesOptionsOfTheCatalogAndTheRead() {
    CatalogOptions options = options("APITOKEN", KEY, "mode", "PERMISSIVE", "sampleSize", "7");

    ReadOptions read = options.read(ExportKind.VIEW, VIEW_ID, Map.of("MODE", "DROPMALFORMED"));

    assertEquals("view " + VIEW_ID, read.exportRequest().toString());
    assertEquals(Mode.DROPMALFORMED, read.mode());
    assertEquals(7, read.sampleSize());
  }

  @Test
  void ignoresOptionsOfTheCatalogThatDoNotFit() {
    CatalogOptions options = options("apiToken", KEY, "friendlyHeaders", "false");

    assertEquals(
        HeaderStyle.TECHNICAL,
        options.read(ExportKind.LIST, VIEW_ID, Map.of()).exportRequest().headers());
    assertEquals(
        "view " + VIEW_ID,
        options.read(ExportKind.VIEW, VIEW_ID, Map.of()).exportRequest().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode",
        "connectTimeout",
        "READTIMEOUT",
        "maxRetries",
        "retryTimeout",
        "retryInterval",
        "requireHttp2",
        "maxRecordSize"
      })
  void acceptsOptionsOfAReadThatDoNotChangeColumns(String name) {
    Map<String, String> values =
        Map.of(
            "mode", "failfast", "maxretries", "1", "requirehttp2", "true", "maxrecordsize", "1k");
    String value = values.getOrDefault(name.toLowerCase(), "5s");

    options("apiToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of(name, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inferSchema",
        "sampleSize",
        "schemaHints",
        "columnNames",
        "DATEFORMAT",
        "baseUrl",
        "apiToken",
        "apiKey",
        "metadataToken",
        "metadataCacheTime",
        "friendlyHeaders"
      })
  void rejectsOptionsOfAReadThatChangeColumns(String name) {
    String message =
        failure(() -> options("apiToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of(name, KEY)));

    assertEquals(
        String.format(
            "Option %s cannot be set when reading a table of a catalog, because the table's columns"
                + " are already known. Set spark.sql.catalog.pigment.%1$s for all tables, or use"
                + " spark.read.format(\"pigment\").",
            name),
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "viewId",
        "metricId",
        "listId",
        "tableId",
        "path",
        "scenarios",
        "metrics",
        "EXPORTFILTER"
      })
  void rejectsOptionsThatNameAnExport(String name) {
    String ofRead =
        failure(() -> options("apiToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of(name, "x")));
    assertTrue(ofRead.startsWith("Option " + name + " cannot be set when reading"), ofRead);
    assertFalse(ofRead.contains("spark.sql.catalog"), ofRead);

    assertEquals(
        "Option spark.sql.catalog.pigment."
            + name
            + " is not allowed: a catalog finds views and blocks by name. Use "
            + name
            + " with spark.read.format(\"pigment\").",
        failure(() -> options(name, "x")));
  }

  @Test
  void acceptsOnlyOptionsOfReadsWithARead() {
    CatalogOptions options = options("apiToken", KEY);
    for (OptionSpec<?> option : OptionSpecs.OF_READS) {
      String message =
          failure(
              () -> options.read(ExportKind.VIEW, VIEW_ID, Map.of(option.name(), "no such value")));

      assertEquals(
          option.scope() != OptionSpec.Scope.READ,
          message.startsWith("Option " + option.name() + " cannot be set when reading"),
          message);
    }
  }

  @ParameterizedTest
  @CsvSource({"metadataTokn,metadataToken", "metadatacachtime,metadataCacheTime", "modes,mode"})
  void rejectsMisspelledNames(String slip, String name) {
    assertEquals(
        "Option " + slip + " is unknown. Did you mean " + name + "?",
        failure(() -> options(slip, "x")));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0s,0", "00ms,0", "90s,90", "1h,3600"})
  void parsesTheCacheTime(String text, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), options("metadataCacheTime", text).metadataCacheTime());
    assertEquals(Duration.ofMinutes(5), options().metadataCacheTime());
  }

  @Test
  void findsTheMetadataKeyInItsOwnPlaces() {
    driver.variables.put("PIGMENT_METADATA_KEY", "of-environment");
    assertEquals(settings("of-environment"), options().metadataSettings());

    driver.hadoop.set("pigment.metadata.token", "of-hadoop");
    assertEquals(settings("of-hadoop"), options().metadataSettings());

    assertEquals(settings(METADATA_KEY), options("metadataToken", METADATA_KEY).metadataSettings());
  }

  @Test
  void doesNotTakeOneKeyForTheOther() {
    String noMetadataKey = failure(() -> options("apiToken", KEY).metadataSettings());
    String noKey =
        failure(() -> options("metadataToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of()));

    assertEquals(
        "No Modeling Metadata key is set. Create one in Pigment's settings and restart Spark with"
            + " PIGMENT_METADATA_KEY in its environment, because Spark does not see a variable that a"
            + " notebook sets later. To continue in this session, set"
            + " spark.sql.catalog.pigment.metadataToken, but note that Spark writes it to its event"
            + " log.",
        noMetadataKey);
    assertTrue(noKey.startsWith("No Export API key is set."), noKey);
    assertTrue(noKey.contains("set spark.sql.catalog.pigment.apiToken, but note"), noKey);
  }

  @Test
  void inheritsSettingsOfTheSession() {
    driver.settings.put("spark.datasource.pigment.baseUrl", "http://localhost:1");
    driver.settings.put("spark.datasource.pigment.apiToken", KEY);
    driver.settings.put("spark.datasource.pigment.mode", "PERMISSIVE");
    driver.settings.put("spark.datasource.pigment.sampleSize", "7");
    driver.settings.put("spark.datasource.pigment.viewId", "not for a catalog");

    CatalogOptions options = options("mode", "DROPMALFORMED", "metadataToken", METADATA_KEY);
    ReadOptions read = options.read(ExportKind.VIEW, VIEW_ID, Map.of());

    assertEquals("http://localhost:1", options.metadataSettings().baseUrl());
    assertEquals("http://localhost:1", read.clientSettings().baseUrl());
    assertEquals("view " + VIEW_ID, read.exportRequest().toString());
    assertEquals(7, read.sampleSize());
    assertEquals(Mode.DROPMALFORMED, read.mode());
  }

  @Test
  void readsSettingsThatAreMadeLater() {
    driver.settings.put("spark.sql.catalog.pigment.metadataToken", METADATA_KEY);
    driver.settings.put("spark.sql.catalog.pigment.baseUrl", "http://localhost:2");
    driver.settings.put("spark.sql.catalog.other.baseUrl", "http://localhost:3");

    ConnectionSettings settings = options("baseUrl", "http://localhost:1").metadataSettings();

    assertEquals("http://localhost:2", settings.baseUrl());
    assertEquals(ApiToken.of(METADATA_KEY), settings.apiToken());
  }

  @Test
  void showsNoKey() {
    CatalogOptions options = options("apiToken", KEY, "metadataToken", METADATA_KEY);
    assertEquals("options of catalog pigment", options.toString());
    assertFalse(
        failure(() -> options("metadataToken", METADATA_KEY + "\n").metadataSettings())
            .contains(METADATA_KEY));
  }

  private ConnectionSettings settings(String key) {
    return options("metadataToken", key).metadataSettings();
  }

  private CatalogOptions options(String... namesAndValues) {
    return CatalogOptions.of("pigment", map(namesAndValues), driver);
  }

  private static String failure(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
