package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The options of a catalog: how to ask Pigment what there is, and the defaults of every read of its
 * tables. What the session has for the data source is not among them. The key of its reads is
 * looked for when the first one needs it, and is the key of all.
 */
public final class CatalogOptions {
  /** What names an export, or something that only some exports have. */
  private static final List<String> OF_ONE_EXPORT =
      Collections.unmodifiableList(
          Arrays.asList(
              "path",
              "paths",
              "viewId",
              "metricId",
              "listId",
              "tableId",
              "scenarios",
              "metrics",
              "properties",
              "exportFilter"));

  private final String catalog;
  private final Map<String, String> options;
  private final TokenResolver metadataSources;
  private final TokenResolver exportSources;
  private final String userAgent;

  private CatalogOptions(
      String catalog,
      Map<String, String> options,
      Function<TokenResolver.Type, TokenResolver> sources,
      String userAgent) {
    this.catalog = catalog;
    this.options = options;
    this.metadataSources = sources.apply(TokenResolver.Type.METADATA);
    this.exportSources = sources.apply(TokenResolver.Type.EXPORT);
    this.userAgent = userAgent;
  }

  /**
   * Checks the names of a catalog's options, on the driver.
   *
   * @param options all {@code spark.sql.catalog.<catalog>.*}, without that prefix
   * @throws IllegalArgumentException if a name is misspelt, or is of one export
   */
  public static CatalogOptions of(String catalog, Map<String, String> options) {
    return of(catalog, options, TokenResolver::ofThisDriver, UserAgent.ofThisDriver());
  }

  static CatalogOptions of(
      String catalog,
      Map<String, String> options,
      Function<TokenResolver.Type, TokenResolver> sources,
      String userAgent) {
    UnknownOptions.check(options.keySet(), all());
    for (String name : options.keySet()) {
      if (contains(OF_ONE_EXPORT, name)) {
        throw new IllegalArgumentException(
            String.format(
                "Option spark.sql.catalog.%s.%s cannot be: a catalog names its views and blocks by"
                    + " application, block and view. Use it with spark.read.format(\"pigment\").",
                catalog, name));
      }
    }
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(options);
    return new CatalogOptions(catalog, copy, sources, userAgent);
  }

  private static List<OptionSpec<?>> all() {
    List<OptionSpec<?>> all = new ArrayList<>(OptionSpecs.ALL);
    all.addAll(OptionSpecs.OF_CATALOGS);
    return all;
  }

  /** How long to remember what Pigment told; zero for not at all. */
  public Duration metadataCacheTime() {
    return OptionSpecs.METADATA_CACHE_TIME.get(ReadOptions.lowerCase(options));
  }

  /**
   * How to ask for metadata.
   *
   * @throws IllegalArgumentException if there is no key for it, or an option has a value that it
   *     cannot have
   */
  public ConnectionSettings metadataSettings() {
    Map<String, String> values = ReadOptions.lowerCase(options);
    return ReadOptions.connection(values, userAgent)
        .apiToken(OptionSpecs.METADATA_TOKEN.find(values).orElseGet(metadataSources::find))
        .build();
  }

  /**
   * The options of a read of one export: the catalog's, and what the read itself was given.
   *
   * @param ofRead what {@code spark.read.options(…).table(…)} has
   * @throws IllegalArgumentException if the read has an option that comes too late, when the table
   *     and its columns are found; or as {@link ReadOptions#of}
   */
  public ReadOptions read(ExportKind kind, String id, Map<String, String> ofRead) {
    Map<String, String> defaults = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    defaults.putAll(options);
    OptionSpecs.OF_CATALOGS.forEach(option -> defaults.remove(option.name()));
    Map<String, String> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    merged.putAll(defaults);
    for (String name : ofRead.keySet()) {
      checkOfRead(name);
      merged.put(name, ofRead.get(name));
    }
    merged.put(kind.idOption(), id);
    return ReadOptions.of(merged, defaults, exportSources, userAgent);
  }

  private void checkOfRead(String name) {
    boolean declared =
        contains(OF_ONE_EXPORT, name) || all().stream().anyMatch(option -> is(option, name));
    if (!declared || OptionSpecs.OF_EACH_READ.stream().anyMatch(option -> is(option, name))) {
      return;
    }
    throw new IllegalArgumentException(
        String.format(
            "Option %s cannot be given with the read of a catalog's table: by then the catalog has"
                + " found the table and its columns.%s Or read with spark.read.format(\"pigment\") and"
                + " its id.",
            name,
            contains(OF_ONE_EXPORT, name)
                ? ""
                : String.format(
                    " Set spark.sql.catalog.%s.%s for all tables, before the catalog is first used.",
                    catalog, name)));
  }

  private static boolean is(OptionSpec<?> option, String name) {
    return option.name().equalsIgnoreCase(name);
  }

  private static boolean contains(Collection<String> names, String name) {
    return names.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Names the catalog only. */
  @Override
  public String toString() {
    return "options of catalog " + catalog;
  }
}
