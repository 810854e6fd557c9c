package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import io.github.pigmentspark.pigment.PigmentException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A builder that creates the export request from the options of a read. The request says which view
 * or block to export, and which part of it.
 */
final class ExportOptions {
  /** The option that Spark sets to the argument of {@code load("…")}. */
  private static final String PATH = "path";

  /** The option that Spark sets to the arguments of {@code load("…", "…")}. */
  private static final String PATHS = "paths";

  /** The prefix that Spark 4 adds to the options of a table in its own catalog. */
  private static final String STORED_OPTION = "option.";

  private final Map<String, String> options;
  private final Map<String, String> defaults;

  private ExportOptions(Map<String, String> options, Map<String, String> defaults) {
    this.options = options;
    this.defaults = defaults;
  }

  /**
   * Returns the export request.
   *
   * @param options the options of the read and the defaults, with keys in lower case
   * @param defaults the options that come from the session or a catalog; they are ignored if they
   *     don't apply to the kind of export
   */
  static ExportRequest request(Map<String, String> options, Map<String, String> defaults) {
    return new ExportOptions(options, defaults).request();
  }

  /** Returns whether Spark passes the arguments of {@code load()} in the option with this name. */
  static boolean isPath(String name) {
    return name.equalsIgnoreCase(PATH) || name.equalsIgnoreCase(PATHS);
  }

  private ExportRequest request() {
    if (options.keySet().stream().anyMatch(name -> name.startsWith(STORED_OPTION))) {
      throw new PigmentException(
          "A table in Spark's own catalog cannot be read from Pigment. Use CREATE TEMPORARY VIEW …"
              + " USING pigment OPTIONS (viewId …), or save the data once with"
              + " df.write.saveAsTable(…).");
    }
    if (options.containsKey(PATHS)) {
      throw new PigmentException(
          "Option viewId: load() was given several views. Read each view separately, and union the"
              + " DataFrames.");
    }
    ExportKind kind = kind();
    for (OptionSpec<?> option : OptionSpecs.OF_READS) {
      if (isOwn(option) && !option.kinds().contains(kind)) {
        throw new PigmentException(
            String.format(
                "Option %s is for %s, but this read exports a %s (%s). Remove the option.",
                option.name(),
                option.kinds().stream()
                    .map(other -> "a " + other.noun() + " (" + other.idOption() + ")")
                    .collect(Collectors.joining(" or ")),
                kind.noun(),
                kind.idOption()));
      }
    }
    ExportRequest.Builder request =
        ExportRequest.builder(kind, id(kind), OptionSpecs.DATE_FORMAT.get(options));
    find(OptionSpecs.FRIENDLY_HEADERS, kind)
        .ifPresent(
            friendly -> request.headers(friendly ? HeaderStyle.FRIENDLY : HeaderStyle.TECHNICAL));
    find(OptionSpecs.SCENARIOS, kind).ifPresent(request::scenarios);
    find(OptionSpecs.METRICS, kind).ifPresent(request::metrics);
    find(OptionSpecs.PROPERTIES, kind).ifPresent(request::properties);
    find(OptionSpecs.EXPORT_FILTER, kind).ifPresent(request::filter);
    return request.build();
  }

  private <T> Optional<T> find(OptionSpec<T> option, ExportKind kind) {
    return option.kinds().contains(kind) ? option.find(options) : Optional.empty();
  }

  private boolean isOwn(OptionSpec<?> option) {
    return option.isOwn(options, defaults);
  }

  /** Returns the kind of export that the read sets, or otherwise the one from the defaults. */
  private ExportKind kind() {
    Map<ExportKind, String> own = new EnumMap<>(ExportKind.class);
    Map<ExportKind, String> all = new EnumMap<>(ExportKind.class);
    for (ExportKind kind : ExportKind.values()) {
      OptionSpec<String> option = OptionSpecs.id(kind);
      if (options.containsKey(option.key())) {
        all.put(kind, option.name());
      }
      if (isOwn(option)) {
        own.put(kind, option.name());
      }
    }
    if (options.containsKey(PATH)) {
      own.putIfAbsent(ExportKind.VIEW, "the argument of load() (a viewId)");
    }
    Map<ExportKind, String> named = own.isEmpty() ? all : own;
    if (named.isEmpty()) {
      throw new PigmentException(
          "Option viewId is missing. Set it to the view's UUID, or to the URL that the browser shows"
              + " when the view is open (…?displayMode=Grid&viewId=…). To read a block without a"
              + " view, set metricId, listId or tableId instead.");
    }
    if (named.size() > 1) {
      throw new PigmentException(
          String.format(
              "A read exports one view or block, but %s are set. Keep only one of them%s.",
              String.join(" and ", named.values()),
              own.isEmpty()
                  ? ", and check spark.datasource.pigment.* in the session's settings"
                  : ""));
    }
    return named.keySet().iterator().next();
  }

  private String id(ExportKind kind) {
    OptionSpec<String> option = OptionSpecs.id(kind);
    if (kind != ExportKind.VIEW || !options.containsKey(PATH)) {
      return option.get(options);
    }
    String path = option.parse(options.get(PATH));
    if (isOwn(option) && !option.get(options).equals(path)) {
      throw new PigmentException(
          String.format(
              "Option viewId is \"%s\", but load() was given \"%s\". Keep only one of them.",
              option.get(options), path));
    }
    return path;
  }
}
