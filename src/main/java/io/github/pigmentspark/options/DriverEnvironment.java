package io.github.pigmentspark.options;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The environment of the driver: a Spark session, Hadoop's configuration, and the environment
 * variables.
 */
interface DriverEnvironment {
  /** The sessions in which a warning was logged. They are weakly referenced. */
  Set<SparkSession> WARNED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Returns the current value of a session setting. */
  Optional<String> setting(String key);

  /** Returns whether the application had a setting when it started, regardless of its value. */
  boolean hadAtStart(String key);

  /** Returns true only on the first call for the session. */
  boolean isFirstWarning();

  Configuration hadoop();

  Optional<String> variable(String name);

  String sparkVersion();

  /** Returns the environment of the thread's active session. */
  static DriverEnvironment ofActiveSession() {
    SparkSession session = SparkSession.active();
    return new DriverEnvironment() {
      @Override
      public Optional<String> setting(String key) {
        String none = "\0"; // No setting has this value. A blank setting counts as set.
        return Optional.of(session.conf().get(key, none)).filter(value -> !value.equals(none));
      }

      @Override
      public boolean hadAtStart(String key) {
        return session.sparkContext().getConf().contains(key);
      }

      @Override
      public boolean isFirstWarning() {
        return WARNED.add(session);
      }

      @Override
      public Configuration hadoop() {
        return session.sparkContext().hadoopConfiguration();
      }

      @Override
      public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
      }

      @Override
      public String sparkVersion() {
        return session.version();
      }
    };
  }

  /**
   * Returns the options that are set in the session, with keys in lower case.
   *
   * @param spellings other spellings of option names to look for, because settings are
   *     case-sensitive
   */
  default Map<String, String> options(String prefix, Collection<String> spellings) {
    Map<String, String> options = new TreeMap<>();
    for (OptionSpec<?> option : OptionSpecs.all()) {
      Stream.concat(Stream.of(option.name()), spellings.stream().filter(option::isNamed))
          .forEach(
              name -> setting(prefix + name).ifPresent(value -> options.put(option.key(), value)));
    }
    return options;
  }

  /**
   * Returns the User-Agent header, which contains the versions of the connector, Spark and Java.
   */
  default String userAgent() {
    // The version comes from the jar's manifest, which a directory of classes doesn't have.
    String connector =
        Optional.ofNullable(DriverEnvironment.class.getPackage().getImplementationVersion())
            .orElse("development");
    String text =
        String.format(
            "pigment-spark-connector/%s Spark/%s Java/%s",
            connector, sparkVersion(), System.getProperty("java.version"));
    return text.replaceAll("[^ -~]", "_");
  }
}
