package io.github.pigmentspark.options;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options that nobody declared. A name close to a known one is a slip and an error, since ignoring
 * it could change the numbers; others are ignored with a warning, since Spark and its platforms add
 * their own.
 */
final class UnknownOptions {
  private static final Logger LOG = LoggerFactory.getLogger(UnknownOptions.class);
  private static final int SLIP = 2;
  private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

  private UnknownOptions() {}

  static void check(Collection<String> names, List<OptionSpec<?>> known) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeIf(
        name ->
            name.equalsIgnoreCase("path")
                || name.equalsIgnoreCase("paths")
                || known.stream().anyMatch(option -> option.name().equalsIgnoreCase(name)));
    for (String name : unknown) {
      OptionSpec<?> nearest =
          Collections.min(known, Comparator.comparingInt(option -> distance(name, option)));
      if (distance(name, nearest) <= SLIP) {
        throw new IllegalArgumentException(
            String.format("Option %s is unknown; did you mean %s?", name, nearest.name()));
      }
    }
    unknown.removeIf(name -> !WARNED.add(name));
    if (!unknown.isEmpty()) {
      LOG.warn("Ignored options that the pigment data source does not know: {}.", unknown);
    }
  }

  private static int distance(String name, OptionSpec<?> option) {
    return EditDistance.between(name.toLowerCase(Locale.ROOT), option.key());
  }
}
