package io.github.pigmentspark.options;

import io.github.pigmentspark.options.OptionSpec.Scope;
import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.PigmentException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The options of a catalog: how to request metadata, and the defaults of every read of its tables.
 * Its own settings override the session's {@code spark.datasource.pigment.*}. All reads use the key
 * that the first one finds.
 */
public final class CatalogOptions {
  private final String catalog;
  private final Map<String, String> options;
  private final DriverEnvironment driver;
  private ApiToken exportToken;

  private CatalogOptions(String catalog, Map<String, String> options, DriverEnvironment driver) {
    this.catalog = catalog;
    this.options = options;
    this.driver = driver;
  }

  /**
   * Returns a supplier of a catalog's options, which checks them and reads the settings of the
   * session anew each time. It throws a {@link PigmentException} if a name is misspelled, or is one
   * of a single export.
   *
   * @param configured all {@code spark.sql.catalog.<catalog>.*} when Spark made the catalog,
   *     without that prefix
   */
  public static Supplier<CatalogOptions> supplier(String catalog, Map<String, String> configured) {
    DriverEnvironment driver = DriverEnvironment.ofActiveSession();
    return () -> of(catalog, configured, driver);
  }

  static CatalogOptions of(
      String catalog, Map<String, String> configured, DriverEnvironment driver) {
    String prefix = "spark.sql.catalog." + catalog + ".";
    RunTimeKeys.warn(driver, prefix, configured.keySet());
    RunTimeKeys.warn(driver, ReadOptions.SESSION_PREFIX, Collections.emptySet());
    UnknownOptions.check(configured, OptionSpecs.all());
    for (String name : configured.keySet()) {
      if (scope(name) == Scope.EXPORT) {
        throw new PigmentException(
            String.format(
                "Option %s%s is not allowed: a catalog finds views and blocks by their names. Use %2$s"
                    + " with spark.read.format(\"pigment\").",
                prefix, name));
      }
    }
    Map<String, String> options =
        driver.options(ReadOptions.SESSION_PREFIX, Collections.emptySet());
    options.keySet().removeIf(name -> scope(name) == Scope.EXPORT);
    options.putAll(ReadOptions.lowerCase(configured));
    options.putAll(driver.options(prefix, Collections.emptySet()));
    return new CatalogOptions(catalog, options, driver);
  }

  /** Returns what an option is about; {@link Scope#READ} if it is not declared. */
  private static Scope scope(String name) {
    return ExportOptions.isPath(name)
        ? Scope.EXPORT
        : OptionSpecs.all().stream()
            .filter(option -> option.isNamed(name))
            .map(OptionSpec::scope)
            .findFirst()
            .orElse(Scope.READ);
  }

  /** Returns how long to remember metadata; zero for not at all. */
  public Duration metadataCacheTime() {
    return OptionSpecs.METADATA_CACHE_TIME.get(options);
  }

  /**
   * Returns how to request metadata.
   *
   * @throws PigmentException if there is no key for it, or an option is invalid
   */
  public ConnectionSettings metadataSettings() {
    return ReadOptions.connection(options, driver.userAgent())
        .apiToken(
            OptionSpecs.METADATA_TOKEN
                .find(options)
                .orElseGet(() -> TokenResolver.METADATA.find(driver, setting("metadataToken"))))
        .build();
  }

  private String setting(String option) {
    return String.format(
        "set spark.sql.catalog.%s.%s, which Spark writes to its event log", catalog, option);
  }

  /**
   * Returns the options of a read of one export: the catalog's, and the read's own.
   *
   * @param ofRead the options of {@code spark.read.options(…).table(…)}
   * @throws PigmentException if the read has an option that is not of the scope {@link Scope#READ},
   *     or an option is invalid
   */
  public ReadOptions read(ExportKind kind, String id, Map<String, String> ofRead) {
    Map<String, String> defaults = new TreeMap<>(options);
    defaults.keySet().removeIf(name -> scope(name) == Scope.CATALOG);
    Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    merged.putAll(defaults);
    ofRead.forEach(
        (name, value) -> {
          checkOfRead(name);
          merged.put(name, value);
        });
    merged.put(kind.idOption(), id);
    return ReadOptions.of(merged, defaults, driver.userAgent(), this::exportToken);
  }

  private void checkOfRead(String name) {
    switch (scope(name)) {
      case READ:
        return;
      case EXPORT:
        throw new PigmentException(
            String.format(
                "Option %s cannot be set for a read of a catalog's table. Use"
                    + " spark.read.format(\"pigment\") instead.",
                name));
      default:
        throw new PigmentException(
            String.format(
                "Option %s cannot be set for a read of a catalog's table, whose columns are known by"
                    + " then. Set spark.sql.catalog.%s.%1$s for all tables, or use"
                    + " spark.read.format(\"pigment\").",
                name, catalog));
    }
  }

  private synchronized ApiToken exportToken() {
    if (exportToken == null) {
      exportToken = TokenResolver.EXPORT.find(driver, setting("apiToken"));
    }
    return exportToken;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CatalogOptions && options.equals(((CatalogOptions) other).options);
  }

  @Override
  public int hashCode() {
    return options.hashCode();
  }

  @Override
  public String toString() {
    return "options of catalog " + catalog;
  }
}
