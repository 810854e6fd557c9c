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

/** A Spark session, Hadoop's configuration and the environment variables of the driver. */
interface DriverEnvironment {
  /** Sessions that were warned; held weakly. */
  Set<SparkSession> WARNED =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Returns a setting of the session, as it is now. */
  Optional<String> setting(String key);

  /** Returns whether the application had a setting when it started, with any value. */
  boolean hadAtStart(String key);

  /** Returns true at the first call for the session. */
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
        String none = "\0"; // A blank value is a value.
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
   * Returns the options that the session sets, with keys in lower case.
   *
   * @param spellings of options to look for beside the declared one; settings are case-sensitive
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

  /** Returns the User-Agent header: the versions of the connector, Spark and Java. */
  default String userAgent() {
    // The jar's manifest has the version; a folder of classes has none.
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
