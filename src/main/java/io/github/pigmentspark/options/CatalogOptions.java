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
 * The options of a catalog: how to request metadata, and the defaults for all reads of its tables.
 * The catalog's settings override the session's {@code spark.datasource.pigment.*} settings. All
 * reads use the key that the first read finds.
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
   * Returns a supplier of a catalog's options. The supplier checks the options and reads the
   * session's settings again on each call. It throws a {@link PigmentException} if an option's name
   * is misspelled, or if the option only applies to a single export.
   *
   * @param configured the {@code spark.sql.catalog.<catalog>.*} settings as they were when Spark
   *     created the catalog, without that prefix
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
                "Option %s%s is not allowed: a catalog finds views and blocks by name. Use %2$s"
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

  /** Returns the scope of an option, or {@link Scope#READ} if the option is not declared. */
  private static Scope scope(String name) {
    return ExportOptions.isPath(name)
        ? Scope.EXPORT
        : OptionSpecs.all().stream()
            .filter(option -> option.isNamed(name))
            .map(OptionSpec::scope)
            .findFirst()
            .orElse(Scope.READ);
  }

  /** Returns how long to cache metadata, or zero if metadata is not cached. */
  public Duration metadataCacheTime() {
    return OptionSpecs.METADATA_CACHE_TIME.get(options);
  }

  /**
   * Returns the connection settings for metadata requests.
   *
   * @throws PigmentException if there is no metadata key, or an option is invalid
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
        "set spark.sql.catalog.%s.%s, but note that Spark writes it to its event log",
        catalog, option);
  }

  /**
   * Returns the options for a read of one export: those of the catalog, overridden by those of the
   * read.
   *
   * @param ofRead the options of {@code spark.read.options(…).table(…)}
   * @throws PigmentException if the read sets an option whose scope is not {@link Scope#READ}, or
   *     an option is invalid
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
                "Option %s cannot be set when reading a table of a catalog. Use"
                    + " spark.read.format(\"pigment\") instead.",
                name));
      default:
        throw new PigmentException(
            String.format(
                "Option %s cannot be set when reading a table of a catalog, because the table's"
                    + " columns are already known. Set spark.sql.catalog.%s.%1$s for all tables,"
                    + " or use spark.read.format(\"pigment\").",
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
