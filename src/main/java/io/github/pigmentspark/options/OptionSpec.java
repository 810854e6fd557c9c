package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ExportKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One option: its name, its default, what it means, and how its text becomes a value. The table in
 * the documentation is made from these.
 *
 * @param <T> the type of the value
 */
final class OptionSpec<T> {
  private static final int QUOTED_CHARS = 100;
  private static final Set<ExportKind> EVERY =
      Collections.unmodifiableSet(EnumSet.allOf(ExportKind.class));

  private final String name;
  private final Optional<String> defaultText;
  private final String defaultMeaning;
  private final String meaning;
  private final Secrecy secrecy;
  private final Function<String, T> parser;
  private final Set<ExportKind> kinds;

  private enum Secrecy {
    PUBLIC,
    SECRET
  }

  private OptionSpec(
      String name,
      Optional<String> defaultText,
      String defaultMeaning,
      String meaning,
      Secrecy secrecy,
      Function<String, T> parser,
      Set<ExportKind> kinds) {
    this.name = name;
    this.defaultText = defaultText;
    this.defaultMeaning = defaultMeaning;
    this.meaning = meaning;
    this.secrecy = secrecy;
    this.parser = parser;
    this.kinds = kinds;
  }

  /** An option with a default value. */
  static <T> OptionSpec<T> of(
      String name, String defaultText, Function<String, T> parser, String meaning) {
    return new OptionSpec<>(
        name,
        Optional.of(defaultText),
        "`" + defaultText + "`",
        meaning,
        Secrecy.PUBLIC,
        parser,
        EVERY);
  }

  /** An option without a value of its own where it is not set. */
  static <T> OptionSpec<T> unset(
      String name, String defaultMeaning, Function<String, T> parser, String meaning) {
    return new OptionSpec<>(
        name, Optional.empty(), defaultMeaning, meaning, Secrecy.PUBLIC, parser, EVERY);
  }

  /** An option whose value is in no message. */
  static <T> OptionSpec<T> secret(
      String name, String defaultMeaning, Function<String, T> parser, String meaning) {
    return new OptionSpec<>(
        name, Optional.empty(), defaultMeaning, meaning, Secrecy.SECRET, parser, EVERY);
  }

  /** The same option, for reads of these kinds only. */
  OptionSpec<T> onlyFor(ExportKind first, ExportKind... others) {
    return new OptionSpec<>(
        name, defaultText, defaultMeaning, meaning, secrecy, parser, EnumSet.of(first, others));
  }

  /** What it can be set for. */
  Set<ExportKind> kinds() {
    return kinds;
  }

  boolean isFor(ExportKind kind) {
    return kinds.contains(kind);
  }

  String name() {
    return name;
  }

  /** The default as the documentation shows it. */
  String defaultMeaning() {
    return defaultMeaning;
  }

  String meaning() {
    return meaning;
  }

  String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a read names it itself, as far as can be seen: if it names the default, it does not.
   *
   * @param options of the read and the defaults, with keys in lower case
   */
  boolean isOwn(Map<String, String> options, Map<String, String> defaults) {
    String value = options.get(key());
    return value != null && !value.equals(defaults.get(key()));
  }

  /**
   * The value in a map with lower-case keys, or the default; empty where there is neither.
   *
   * @throws IllegalArgumentException if the text is not such a value; names the option, and quotes
   *     the text unless it is secret
   */
  Optional<T> find(Map<String, String> options) {
    String text = options.get(key());
    Optional<String> found = text == null ? defaultText : Optional.of(text);
    return found.map(this::parse);
  }

  /** The value of an option that has a default. */
  T get(Map<String, String> options) {
    return find(options).orElseThrow(() -> new IllegalStateException(name + " has no default"));
  }

  T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("Option %s%s: %s.", name, quoted(text), e.getMessage()));
    }
  }

  private String quoted(String text) {
    if (secrecy == Secrecy.SECRET) {
      return "";
    }
    String safe = Masked.of(text);
    String shown = safe.length() <= QUOTED_CHARS ? safe : safe.substring(0, QUOTED_CHARS) + "…";
    return " is \"" + shown + "\"";
  }
}
