package io.github.pigmentspark.options;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Options as a read has them, without a Spark session behind them. */
public final class TestOptions {
  public static final String VIEW_ID = "2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55";

  static final String KEY = "pgmkey0123456789abcdefghijklmnopqrstuvwxyz";
  static final String USER_AGENT = "test";

  private TestOptions() {}

  /** The options of a read of {@link #VIEW_ID}, with a key, and others as names and values. */
  public static ReadOptions of(String... namesAndValues) {
    Map<String, String> options = map(namesAndValues);
    options.putIfAbsent("viewId", VIEW_ID);
    options.putIfAbsent("apiToken", KEY);
    return ReadOptions.of(options, Map.of(), nowhere(), USER_AGENT);
  }

  static Map<String, String> map(String... namesAndValues) {
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      options.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return options;
  }

  /** Sources of keys without a key. */
  static TokenResolver nowhere() {
    return new TokenResolver(
        TokenResolver.Type.EXPORT, () -> new Configuration(false), Optional::empty);
  }
}
