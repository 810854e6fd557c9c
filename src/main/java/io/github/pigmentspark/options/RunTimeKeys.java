package io.github.pigmentspark.options;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check for keys that are set in a running session. Spark adds such a setting to the properties
 * of each job. In its event log, Spark redacts the setting only if the application already had it
 * at the start.
 */
final class RunTimeKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RunTimeKeys.class);

  private RunTimeKeys() {}

  /**
   * Warns about such keys, at most once per session.
   *
   * @param prefix the prefix of the settings
   * @param spellings other spellings of option names to look for, because settings are
   *     case-sensitive
   */
  static void warn(DriverEnvironment driver, String prefix, Collection<String> spellings) {
    Set<String> exposed = new TreeSet<>();
    for (OptionSpec<?> option : OptionSpecs.all()) {
      if (option.isSecret()) {
        Stream.concat(Stream.of(option.name()), spellings.stream().filter(option::isNamed))
            .map(name -> prefix + name)
            .filter(key -> driver.setting(key).isPresent() && !driver.hadAtStart(key))
            .forEach(exposed::add);
      }
    }
    if (!exposed.isEmpty() && driver.isFirstWarning()) {
      LOG.warn(
          "The key in {} was set after Spark started, so Spark writes it to its event log in plain"
              + " text. Set {} or {} in the driver's environment before Spark starts{}. This"
              + " warning appears once per session.",
          String.join(" and ", exposed),
          TokenResolver.EXPORT.variable(),
          TokenResolver.METADATA.variable(),
          prefix.equals(ReadOptions.SESSION_PREFIX) ? ", or use .option(\"apiToken\", …)" : "");
    }
  }
}
