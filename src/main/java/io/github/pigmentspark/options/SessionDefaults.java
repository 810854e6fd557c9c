package io.github.pigmentspark.options;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * The session's {@code spark.datasource.pigment.*}, which Spark mixes with the options of a read.
 */
final class SessionDefaults {
  private static final String PREFIX = "spark.datasource.pigment.";

  /** No setting has this value; a blank one may be meant. */
  private static final String NONE = "\0";

  private SessionDefaults() {}

  /**
   * All of them, with keys in lower case.
   *
   * @param names of a read's options. A session's setting is among them as it is written there, in
   *     any case
   */
  static Map<String, String> ofThisSession(Collection<String> names) {
    RuntimeConfig conf = SparkSession.active().conf();
    Map<String, String> defaults = new TreeMap<>();
    for (OptionSpec<?> option : OptionSpecs.ALL) {
      Stream.concat(
              Stream.of(option.name()), names.stream().filter(option.name()::equalsIgnoreCase))
          .map(name -> conf.get(PREFIX + name, NONE))
          .filter(value -> !value.equals(NONE))
          .forEach(value -> defaults.put(option.key(), value));
    }
    return Collections.unmodifiableMap(defaults);
  }
}
