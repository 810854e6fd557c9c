package io.github.pigmentspark.options;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Options of a read without a Spark session. */
public final class TestOptions {
  public static final String VIEW_ID = "2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55";

  static final String KEY = "pgmkey0123456789abcdefghijklmnopqrstuvwxyz";

  private TestOptions() {}

  /** Returns the options of a read of {@link #VIEW_ID}, with a key, and others. */
  public static ReadOptions of(String... namesAndValues) {
    Map<String, String> options = map(namesAndValues);
    options.putIfAbsent("viewId", VIEW_ID);
    options.putIfAbsent("apiToken", KEY);
    return ReadOptions.of(options, Map.of(), new Driver());
  }

  /** Returns the options of a read of {@link #VIEW_ID} for which others are only defaults. */
  public static ReadOptions withDefaults(String... namesAndValues) {
    Map<String, String> options = map(namesAndValues);
    Map<String, String> defaults = new TreeMap<>();
    options.forEach((name, value) -> defaults.put(name.toLowerCase(Locale.ROOT), value));
    options.put("viewId", VIEW_ID);
    options.put("apiToken", KEY);
    return ReadOptions.of(options, defaults, new Driver());
  }

  static Map<String, String> map(String... namesAndValues) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return options;
  }

  /** A driver with only the settings of a test. */
  static final class Driver implements DriverEnvironment {
    final Map<String, String> settings = new HashMap<>();
    final Set<String> atStart = new HashSet<>();
    final Configuration hadoop = new Configuration(false);
    final Map<String, String> variables = new HashMap<>();
    private boolean warned;

    @Override
    public Optional<String> setting(String key) {
      return Optional.ofNullable(settings.get(key));
    }

    @Override
    public boolean hadAtStart(String key) {
      return atStart.contains(key);
    }

    @Override
    public boolean isFirstWarning() {
      boolean first = !warned;
      warned = true;
      return first;
    }

    @Override
    public Configuration hadoop() {
      return hadoop;
    }

    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(variables.get(name));
    }

    @Override
    public String sparkVersion() {
      return "3.5.0";
    }
  }
}
