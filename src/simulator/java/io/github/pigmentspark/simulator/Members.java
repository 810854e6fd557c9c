package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A JSON object whose members are checked. Unknown members and wrong types are rejected. */
record Members(Map<?, ?> values) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  /** Returns a JSON object, after checking that all its members are known. */
  static Members of(Object json, Set<String> known) {
    if (!(json instanceof Map<?, ?> values)) {
      throw new Refusal("Expected a JSON object, found " + json + ".");
    }
    for (Object name : values.keySet()) {
      if (!known.contains(name)) {
        throw new Refusal("The member '" + name + "' is unknown.");
      }
    }
    return new Members(values);
  }

  /** Returns a member; empty if it is missing or null. */
  Optional<Object> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Object get(String name) {
    return find(name).orElseThrow(() -> new Refusal("The member '" + name + "' is missing."));
  }

  Optional<Boolean> bool(String name) {
    return find(name).map(value -> as(Boolean.class, name, value));
  }

  /** Returns a member that must be one of these words; the first is the default. */
  String oneOf(String name, String... words) {
    String word = find(name).map(value -> as(String.class, name, value)).orElse(words[0]);
    if (!List.of(words).contains(word)) {
      throw new Refusal("The value '" + word + "' is not valid for " + name + ".");
    }
    return word;
  }

  Optional<List<String>> strings(String name) {
    return list(name, value -> as(String.class, name, value));
  }

  Optional<List<String>> uuids(String name) {
    return list(name, value -> uuid(name, value));
  }

  String uuid(String name) {
    return uuid(name, get(name));
  }

  <T> Optional<List<T>> list(String name, Function<Object, T> element) {
    return find(name)
        .map(value -> as(List.class, name, value))
        .map(list -> ((List<?>) list).stream().<T>map(element).toList());
  }

  private static String uuid(String name, Object value) {
    String text = as(String.class, name, value);
    if (!isUuid(text)) {
      throw new Refusal("The value '" + text + "' is not valid for " + name + ".");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static <T> T as(Class<T> type, String name, Object value) {
    if (!type.isInstance(value)) {
      throw new Refusal("The value " + value + " is not valid for " + name + ".");
    }
    return type.cast(value);
  }
}
