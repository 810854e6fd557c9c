package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what is to be exported: one view or block, and what of it. */
final class ExportOptions {
  /** What {@code load("…")} calls its argument. */
  private static final String PATH = "path";

  /** What Spark 4 calls the options of a table in its own catalog. */
  private static final String STORED_OPTION = "option.";

  private final Map<String, String> options;
  private final Map<String, String> defaults;

  private ExportOptions(Map<String, String> options, Map<String, String> defaults) {
    this.options = options;
    this.defaults = defaults;
  }

  /**
   * The request that the options make.
   *
   * @param options of the read and the defaults, with keys in lower case
   * @param defaults those among them that the read does not name itself; they give way where they
   *     do not fit
   */
  static ExportRequest request(Map<String, String> options, Map<String, String> defaults) {
    return new ExportOptions(options, defaults).request();
  }

  private ExportRequest request() {
    if (options.keySet().stream().anyMatch(name -> name.startsWith(STORED_OPTION))) {
      throw new IllegalArgumentException(
          "A view or block of Pigment cannot be a table of Spark's own catalog. Use CREATE TEMPORARY VIEW … USING"
              + " pigment OPTIONS (viewId …), or write the view once with df.write.saveAsTable(…).");
    }
    if (options.containsKey("paths")) {
      throw new IllegalArgumentException(
          "Option viewId: load() was given several views; read one at a time and union them.");
    }
    ExportKind kind = kind();
    for (OptionSpec<?> option : OptionSpecs.ALL) {
      if (isOwn(option) && !option.isFor(kind)) {
        throw new IllegalArgumentException(
            String.format(
                "Option %s is for %s, and this read is of a %s (%s).",
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
    return option.isFor(kind) ? option.find(options) : Optional.empty();
  }

  private boolean isOwn(OptionSpec<?> option) {
    return option.isOwn(options, defaults);
  }

  /** Of the one option that the read names; only where it names none, of the one default. */
  private ExportKind kind() {
    Map<ExportKind, String> own = new EnumMap<>(ExportKind.class);
    Map<ExportKind, String> all = new EnumMap<>(ExportKind.class);
    OptionSpecs.IDS.forEach(
        (kind, option) -> {
          if (options.containsKey(option.key())) {
            all.put(kind, option.name());
          }
          if (isOwn(option)) {
            own.put(kind, option.name());
          }
        });
    if (options.containsKey(PATH)) {
      own.putIfAbsent(ExportKind.VIEW, "the argument of load() (a viewId)");
    }
    Map<ExportKind, String> named = own.isEmpty() ? all : own;
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "Option viewId is missing: set it to the view's UUID, or to the whole address that the"
              + " browser shows when the view is open (…?displayMode=Grid&viewId=…). To read a block"
              + " without a view, set one of metricId, listId and tableId instead.");
    }
    if (named.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              "A read is of one view or block, but there are %s: keep one of them%s.",
              String.join(" and ", named.values()),
              own.isEmpty() ? "; look for spark.datasource.pigment.* in the session" : ""));
    }
    return named.keySet().iterator().next();
  }

  private String id(ExportKind kind) {
    Optional<String> path =
        kind == ExportKind.VIEW
            ? Optional.ofNullable(options.get(PATH)).map(OptionSpecs.VIEW_ID::parse)
            : Optional.empty();
    OptionSpec<String> option = OptionSpecs.IDS.get(kind);
    if (!path.isPresent()) {
      return option.find(options).orElseThrow(IllegalStateException::new);
    }
    Optional<String> viewId = isOwn(option) ? option.find(options) : Optional.empty();
    if (viewId.isPresent() && !path.equals(viewId)) {
      throw new IllegalArgumentException(
          String.format(
              "Option viewId is \"%s\", but load() was given \"%s\": name one view.",
              viewId.get(), path.get()));
    }
    return path.get();
  }
}
