package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.PigmentException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check for options that are not declared. A name that is similar to a declared one is rejected
 * as a typo, because ignoring the option could change the result. Other names are ignored with a
 * warning, because Spark and the platforms that run it add options of their own.
 */
final class UnknownOptions {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownOptions.class);
  private static final int MOST_EDITS = 2;
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private UnknownOptions() {}

  static void check(Map<String, String> options, List<OptionSpec<?>> declared) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeIf(
        name ->
            ExportOptions.isPath(name)
                || CsvOptions.accepts(name, options.get(name))
                || declared.stream().anyMatch(option -> option.isNamed(name)));
    for (String name : unknown) {
      OptionSpec<?> nearest =
          Collections.min(declared, Comparator.comparingInt(option -> distance(name, option)));
      if (distance(name, nearest) <= MOST_EDITS) {
        throw new PigmentException(
            String.format("Option %s is unknown. Did you mean %s?", name, nearest.name()));
      }
    }
    unknown.removeIf(name -> !WARNED.add(name));
    if (!unknown.isEmpty()) {
      LOG.warn("Ignored options that the pigment data source does not have: {}.", unknown);
    }
  }

  private static int distance(String name, OptionSpec<?> option) {
    return EditDistance.between(name.toLowerCase(Locale.ROOT), option.key());
  }
}
