package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.options.EditDistance;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rules for the names of applications, blocks and views. A name in a query is compared with the
 * following, in this order: the id, the exact name, the listed form {@code name [id]}, and the name
 * regardless of case.
 */
final class Names {
  private static final int MOST_NEAR = 3;
  private static final int SHORTEST_PART = 3;

  /** The listed form {@code name [id]}, which makes a name unique. */
  private static final Pattern WITH_ID =
      Pattern.compile("(?:(.*) )?\\[([0-9a-zA-Z-]+)\\]", Pattern.DOTALL);

  private Names() {}

  /** Returns all entries that match a name. There are several if the name is ambiguous. */
  static List<MetadataEntry> find(String name, List<MetadataEntry> entries) {
    List<MetadataEntry> found = matching(entries, entry -> entry.id().equalsIgnoreCase(name));
    if (found.isEmpty()) {
      found = matching(entries, entry -> entry.name().equals(name));
    }
    Matcher withId = WITH_ID.matcher(name);
    if (found.isEmpty() && withId.matches()) {
      String before = withId.group(1) == null ? "" : withId.group(1);
      found =
          matching(
              entries,
              entry -> entry.id().equalsIgnoreCase(withId.group(2)) && entry.name().equals(before));
    }
    if (found.isEmpty()) {
      found = matching(entries, entry -> folded(entry.name()).equals(folded(name)));
    }
    return found;
  }

  private static List<MetadataEntry> matching(
      List<MetadataEntry> entries, Predicate<MetadataEntry> condition) {
    return entries.stream().filter(condition).collect(Collectors.toList());
  }

  private static String folded(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a name for each entry, chosen so that it doesn't match any other entry. The order of
   * the entries is kept.
   */
  static Map<MetadataEntry, String> listed(List<MetadataEntry> entries) {
    Set<String> ids = new HashSet<>();
    Map<String, Integer> uses = new HashMap<>();
    for (MetadataEntry entry : entries) {
      ids.add(entry.id().toLowerCase(Locale.ROOT));
      uses.merge(entry.name(), 1, Integer::sum);
    }
    Map<MetadataEntry, String> names = new LinkedHashMap<>();
    for (MetadataEntry entry : entries) {
      String name = entry.name();
      if (uses.get(name) == 1 && !name.isEmpty() && !ids.contains(name.toLowerCase(Locale.ROOT))) {
        names.put(entry, name);
      } else {
        names.put(entry, uses.containsKey(withId(entry)) ? entry.id() : withId(entry));
      }
    }
    return names;
  }

  static String withId(MetadataEntry entry) {
    return (entry.name().isEmpty() ? "" : entry.name() + " ") + "[" + entry.id() + "]";
  }

  /** Returns up to three similar names, the most similar one first. */
  static List<String> near(String name, List<MetadataEntry> entries) {
    String wanted = folded(name);
    return listed(entries).values().stream()
        .filter(other -> isNear(wanted, folded(other)))
        .sorted(Comparator.comparingInt(other -> EditDistance.between(wanted, folded(other))))
        .limit(MOST_NEAR)
        .collect(Collectors.toList());
  }

  private static boolean isNear(String wanted, String other) {
    int shorter = Math.min(wanted.length(), other.length());
    if (shorter >= SHORTEST_PART && (other.contains(wanted) || wanted.contains(other))) {
      return true;
    }
    int edits = shorter < SHORTEST_PART ? 1 : Math.max(2, shorter / 4);
    return Math.abs(wanted.length() - other.length()) <= edits
        && shorter > edits
        && EditDistance.between(wanted, other) <= edits;
  }

  /** Returns a name in SQL syntax, such as {@code `FP&A`.`Revenue`}. */
  static String quoted(String... parts) {
    return Arrays.stream(parts)
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }
}
