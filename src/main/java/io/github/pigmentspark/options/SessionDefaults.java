package io.github.pigmentspark.options;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/**
 * The session's {@code spark.datasource.pigment.*}, which Spark mixes with the options of a read.
 */
final class SessionDefaults {
  private static final String PREFIX = "spark.datasource.pigment.";

  private SessionDefaults() {}

  /** What says which view or block to read, and what of it; keys in lower case. */
  static Map<String, String> ofThisSession() {
    RuntimeConfig conf = SparkSession.active().conf();
    Map<String, String> defaults = new TreeMap<>();
    for (PigmentOption<?> option : Options.ALL) {
      String value = conf.get(PREFIX + option.name(), "");
      if (!value.isEmpty() && !option.isForEvery()) {
        defaults.put(option.key(), value);
      }
    }
    return Collections.unmodifiableMap(defaults);
  }
}
