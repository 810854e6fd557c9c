package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTimeKeysTest {
  private static final String PREFIX = "spark.datasource.pigment.";

  private final TestOptions.Driver driver = new TestOptions.Driver();
  private final Warnings warnings = Warnings.of(RunTimeKeys.class.getName());

  @AfterEach
  void stopCollecting() {
    warnings.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiToken", "apiKey", "apitoken", "APIKEY"})
  void warnsOfAKeyThatTheSessionSetsWithoutShowingIt(String name) {
    driver.settings.put(PREFIX + name, TestOptions.KEY);
    RunTimeKeys.warn(driver, PREFIX, Set.of(name));

    String warning = warnings.take().get(0);
    assertTrue(
        warning.startsWith(
            "The key in " + PREFIX + name + " was set after Spark started, so Spark writes it to"),
        warning);
    assertTrue(warning.contains("Set PIGMENT_API_KEY or PIGMENT_METADATA_KEY in"), warning);
    assertTrue(warning.contains("or use .option(\"apiToken\", …)."), warning);
    assertFalse(warning.contains(TestOptions.KEY), warning);
  }

  @Test
  void warnsOncePerSession() {
    driver.settings.put(PREFIX + "apiToken", TestOptions.KEY);
    RunTimeKeys.warn(driver, PREFIX, Set.of());
    RunTimeKeys.warn(driver, PREFIX, Set.of());

    assertEquals(1, warnings.take().size());
  }

  @Test
  void doesNotWarnOfAKeyThatTheApplicationStartedWith() {
    driver.settings.put(PREFIX + "apiToken", TestOptions.KEY);
    driver.atStart.add(PREFIX + "apiToken");
    RunTimeKeys.warn(driver, PREFIX, Set.of());

    assertEquals(List.of(), warnings.take());
  }

  @Test
  void doesNotWarnOfOtherSettings() {
    driver.settings.put(PREFIX + "baseUrl", "https://pigment.app");
    driver.variables.put("PIGMENT_API_KEY", TestOptions.KEY);
    RunTimeKeys.warn(driver, PREFIX, Set.of("apiToken"));

    assertEquals(List.of(), warnings.take());
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiToken", "metadataToken"})
  void warnsOfTheKeysOfACatalog(String name) {
    String prefix = "spark.sql.catalog.pigment.";
    driver.settings.put(prefix + name, TestOptions.KEY);
    CatalogOptions.of("pigment", Map.of(name, TestOptions.KEY), driver);

    String warning = warnings.take().get(0);
    assertTrue(warning.startsWith("The key in " + prefix + name + " was set after"), warning);
  }

  @Test
  void warnsOfAKeyThatACatalogInherits() {
    driver.settings.put(PREFIX + "apiToken", TestOptions.KEY);
    CatalogOptions.of("pigment", Map.of(), driver);

    assertEquals(1, warnings.take().size());
  }
}
