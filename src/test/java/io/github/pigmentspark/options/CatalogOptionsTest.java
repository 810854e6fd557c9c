package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.KEY;
import static io.github.pigmentspark.options.TestOptions.USER_AGENT;
import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static io.github.pigmentspark.options.TestOptions.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.HeaderStyle;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a catalog is configured with, and what its reads may add. */
class CatalogOptionsTest {
  private static final String METADATA_KEY = "metadata-key";

  private final Configuration hadoop = new Configuration(false);
  private Optional<String> metadataVariable = Optional.empty();

  @Test
  void readsHaveTheDefaultsOfTheCatalogAndTheirOwnOptions() {
    CatalogOptions options = options("APITOKEN", KEY, "mode", "PERMISSIVE", "sampleSize", "7");

    ReadOptions read = options.read(ExportKind.VIEW, VIEW_ID, Map.of("MODE", "DROPMALFORMED"));

    assertEquals("view " + VIEW_ID, read.exportRequest().toString());
    assertEquals(Mode.DROPMALFORMED, read.mode());
    assertEquals(7, read.sampleSize());
  }

  @Test
  void defaultsThatDoNotFitAnExportGiveWay() {
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
  void whatOnlySteersTheReadMayComeWithIt(String name) {
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
  void whatChangesTheSchemaOrTheTableComesTooLateWithTheRead(String name) {
    String message =
        failure(() -> options("apiToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of(name, KEY)));

    assertEquals(
        String.format(
            "Option %s cannot be given with the read of a catalog's table: by then the catalog has"
                + " found the table and its columns. Set spark.sql.catalog.pigment.%1$s for all"
                + " tables, before the catalog is first used. Or read with"
                + " spark.read.format(\"pigment\") and its id.",
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
  void whatNamesAnExportIsForTheDataSource(String name) {
    String ofRead =
        failure(() -> options("apiToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of(name, "x")));
    assertTrue(ofRead.startsWith("Option " + name + " cannot be given with the read"), ofRead);
    assertFalse(ofRead.contains("spark.sql.catalog"), ofRead);

    assertEquals(
        "Option spark.sql.catalog.pigment."
            + name
            + " cannot be: a catalog names its views and blocks by application, block and view. Use"
            + " it with spark.read.format(\"pigment\").",
        failure(() -> options(name, "x")));
  }

  @Test
  void everyOptionIsEitherForEachReadOrTooLate() {
    CatalogOptions options = options("apiToken", KEY);
    for (OptionSpec<?> option : OptionSpecs.ALL) {
      String message =
          failure(
              () -> options.read(ExportKind.VIEW, VIEW_ID, Map.of(option.name(), "no such value")));

      assertEquals(
          !OptionSpecs.OF_EACH_READ.contains(option),
          message.startsWith("Option " + option.name() + " cannot be given with the read"),
          message);
    }
  }

  @ParameterizedTest
  @CsvSource({"metadataTokn,metadataToken", "metadatacachtime,metadataCacheTime", "modes,mode"})
  void aSlipInANameIsAnError(String slip, String name) {
    assertEquals(
        "Option " + slip + " is unknown; did you mean " + name + "?",
        failure(() -> options(slip, "x")));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0s,0", "00ms,0", "90s,90", "1h,3600"})
  void theCacheTimeMayBeNone(String text, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), options("metadataCacheTime", text).metadataCacheTime());
    assertEquals(Duration.ofMinutes(5), options().metadataCacheTime());
  }

  @Test
  void theMetadataKeyIsLookedForInItsOwnPlacesInTheirOrder() {
    metadataVariable = Optional.of("of-environment");
    assertEquals(settings("of-environment"), options().metadataSettings());

    hadoop.set("pigment.metadata.token", "of-hadoop");
    assertEquals(settings("of-hadoop"), options().metadataSettings());

    assertEquals(settings(METADATA_KEY), options("metadataToken", METADATA_KEY).metadataSettings());
  }

  @Test
  void theExportKeyIsNotTakenForMetadataNorTheReverse() {
    String noMetadataKey = failure(() -> options("apiToken", KEY).metadataSettings());
    String noKey =
        failure(() -> options("metadataToken", KEY).read(ExportKind.VIEW, VIEW_ID, Map.of()));

    assertEquals(
        "There is no key to ask Pigment for its metadata with. Make one of the type Modeling"
            + " Metadata in Pigment's settings, then set, on the driver, the environment variable"
            + " PIGMENT_METADATA_KEY; or store it as pigment.metadata.token in Hadoop's credential"
            + " provider; or set spark.sql.catalog.<its name>.metadataToken.",
        noMetadataKey);
    assertTrue(noKey.startsWith("There is no key to ask Pigment with."), noKey);
  }

  @Test
  void noKeyIsInAText() {
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
    return CatalogOptions.of(
        "pigment",
        map(namesAndValues),
        type ->
            new TokenResolver(
                type,
                () -> hadoop,
                () ->
                    type == TokenResolver.Type.METADATA
                        ? metadataVariable
                        : Optional.<String>empty()),
        USER_AGENT);
  }

  private static String failure(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }
}
