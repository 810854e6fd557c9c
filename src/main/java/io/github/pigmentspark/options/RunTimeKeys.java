package io.github.pigmentspark.options;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that a session sets while it runs. Spark sends such settings along with each job as its
 * properties. It redacts those in its event log only if the application had the same setting when
 * it started.
 */
final class RunTimeKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RunTimeKeys.class);

  private RunTimeKeys() {}

  /**
   * Warns about such keys, once for each session.
   *
   * @param prefix of the settings
   * @param spellings of options to look for beside the declared one; settings are case-sensitive
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
              + " text. Set {} or {} in the environment of the driver before Spark starts{}. This"
              + " warning appears once per session.",
          String.join(" and ", exposed),
          TokenResolver.EXPORT.variable(),
          TokenResolver.METADATA.variable(),
          prefix.equals(ReadOptions.SESSION_PREFIX) ? ", or use .option(\"apiToken\", …)" : "");
    }
  }
}
