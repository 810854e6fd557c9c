package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.PigmentException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The declaration of an option: its name, scope, type, check, default and documentation. The option
 * tables in the docs are generated from these declarations.
 *
 * @param <T> the type of the option's value
 */
final class OptionSpec<T> {
  private final Scope scope;
  private final String name;
  private final Function<String, T> parser;
  private final Optional<String> defaultText;
  private final String defaultDoc;
  private final boolean secret;
  private final Set<ExportKind> kinds;
  private final String doc;

  private OptionSpec(Builder<T> builder, String doc) {
    this.scope = builder.scope;
    this.name = builder.name;
    this.parser = builder.parser;
    this.defaultText = builder.defaultText;
    this.defaultDoc = builder.defaultDoc;
    this.secret = builder.secret;
    this.kinds = builder.kinds;
    this.doc = doc;
  }

  /**
   * The part of a read that an option configures. The scope determines where the option can be set.
   */
  enum Scope {
    /**
     * Selects an export or a part of it. Cannot be set for a catalog, or for a read of a catalog
     * table.
     */
    EXPORT,
    /**
     * Configures the connection or the columns. Can be set for a catalog, but not for a read of a
     * catalog table.
     */
    TABLE,
    /** Configures how records are read. Can be set everywhere. */
    READ,
    /** Configures the catalog itself. Can only be set for a catalog. */
    CATALOG
  }

  Scope scope() {
    return scope;
  }

  String name() {
    return name;
  }

  /** Returns the name in lower case. */
  String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Returns the default as shown in the docs. */
  String defaultDoc() {
    return defaultDoc;
  }

  String doc() {
    return doc;
  }

  boolean isSecret() {
    return secret;
  }

  /** Returns the kinds of exports to which the option applies. */
  Set<ExportKind> kinds() {
    return kinds;
  }

  /**
   * Returns whether a read sets this option to a value that differs from its default in the session
   * or catalog.
   *
   * @param options the options of the read and the defaults, with keys in lower case
   */
  boolean isOwn(Map<String, String> options, Map<String, String> defaults) {
    String value = options.get(key());
    return value != null && !value.equals(defaults.get(key()));
  }

  /**
   * Returns the value of this option in a map with lowercase keys. If the map does not contain the
   * option, returns the default, if there is one.
   *
   * @throws PigmentException if the value is invalid; the message names the option, and quotes the
   *     value unless it is secret
   */
  Optional<T> find(Map<String, String> options) {
    String text = options.get(key());
    return (text == null ? defaultText : Optional.of(text)).map(this::parse);
  }

  /** Returns the value of this option, which must have a default. */
  T get(Map<String, String> options) {
    return find(options).orElseThrow(() -> new IllegalStateException(name + " has no default"));
  }

  T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String value = secret ? " is invalid" : " is \"" + Masked.of(text) + "\"";
      throw new PigmentException("Option " + name + value + ": " + e.getMessage() + ".");
    }
  }

  /** A builder for an option. {@link #doc} completes it. */
  static final class Builder<T> {
    private final Consumer<OptionSpec<?>> registry;
    private final Scope scope;
    private final String name;
    private final Function<String, T> parser;
    private Optional<String> defaultText = Optional.empty();
    private String defaultDoc = "none";
    private boolean secret;
    private Set<ExportKind> kinds = EnumSet.allOf(ExportKind.class);

    /**
     * Creates a builder.
     *
     * @param parser a function that parses a string into a value, or throws an
     *     IllegalArgumentException whose message says what was expected but does not contain the
     *     string
     */
    Builder(
        Consumer<OptionSpec<?>> registry, Scope scope, String name, Function<String, T> parser) {
      this.registry = registry;
      this.scope = scope;
      this.name = name;
      this.parser = parser;
    }

    Builder<T> defaultsTo(String text) {
      defaultText = Optional.of(text);
      defaultDoc = "`" + text + "`";
      return this;
    }

    /** Documents what happens if an option without a default is not set. */
    Builder<T> otherwise(String text) {
      defaultDoc = text;
      return this;
    }

    /** Keeps the value out of every message. */
    Builder<T> secret() {
      secret = true;
      return this;
    }

    Builder<T> onlyFor(ExportKind... some) {
      kinds = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(some)));
      return this;
    }

    OptionSpec<T> doc(String text) {
      OptionSpec<T> option = new OptionSpec<>(this, text);
      registry.accept(option);
      return option;
    }
  }
}
