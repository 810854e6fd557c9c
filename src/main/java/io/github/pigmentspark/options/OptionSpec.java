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
 * One option: its name, scope, type, check, default and documentation. The tables of options in the
 * docs are generated from these.
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

  /** The part of a read that an option configures, which decides where it can be set. */
  enum Scope {
    /**
     * One export, or what is exported of it. Cannot be set for a catalog or a read of its table.
     */
    EXPORT,
    /** The connection or the columns. Can be set for a catalog, but not for a read of its table. */
    TABLE,
    /** How records are read. Can be set everywhere. */
    READ,
    /** Only a catalog. */
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

  /** Returns the default as the docs show it. */
  String defaultDoc() {
    return defaultDoc;
  }

  String doc() {
    return doc;
  }

  boolean isSecret() {
    return secret;
  }

  /** Returns the kinds of exports that the option can be set for. */
  Set<ExportKind> kinds() {
    return kinds;
  }

  /**
   * Returns whether a read sets the option itself, to another value than its default has.
   *
   * @param options of the read and its defaults, with keys in lower case
   */
  boolean isOwn(Map<String, String> options, Map<String, String> defaults) {
    String value = options.get(key());
    return value != null && !value.equals(defaults.get(key()));
  }

  /**
   * Returns the value in a map with keys in lower case, or else the default if there is one.
   *
   * @throws PigmentException if the value is invalid; names the option, and quotes the value unless
   *     it is secret
   */
  Optional<T> find(Map<String, String> options) {
    String text = options.get(key());
    return (text == null ? defaultText : Optional.of(text)).map(this::parse);
  }

  /** Returns the value of an option that has a default. */
  T get(Map<String, String> options) {
    return find(options).orElseThrow(() -> new IllegalStateException(name + " has no default"));
  }

  T parse(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      String value = secret ? "" : " is \"" + Masked.of(text) + "\"";
      throw new PigmentException("Option " + name + value + ": " + e.getMessage() + ".");
    }
  }

  /** Builds an option; {@link #doc} completes it. */
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
     * Starts an option.
     *
     * @param parser returns the value of a text, or throws an IllegalArgumentException that says
     *     what was expected, without the text
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

    /** Documents the behaviour if an option without a default is not set. */
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
