package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ApiToken;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Where a key is looked for when no option and no default of the session has it. */
final class TokenResolver {
  /** Pigment's keys have types, and each asks for something else. */
  enum Type {
    EXPORT(
        "PIGMENT_API_KEY",
        "pigment.api.token",
        "There is no key to ask Pigment with. Make an Export API key on Pigment's Integration page",
        "spark.datasource.pigment.apiToken (of a catalog, spark.sql.catalog.<its name>.apiToken) or"
            + " the option apiToken"),
    METADATA(
        "PIGMENT_METADATA_KEY",
        "pigment.metadata.token",
        "There is no key to ask Pigment for its metadata with. Make one of the type Modeling"
            + " Metadata in Pigment's settings",
        "spark.sql.catalog.<its name>.metadataToken");

    private final String environmentVariable;
    private final String credentialAlias;
    private final String missing;
    private final String settings;

    Type(String environmentVariable, String credentialAlias, String missing, String settings) {
      this.environmentVariable = environmentVariable;
      this.credentialAlias = credentialAlias;
      this.missing = missing;
      this.settings = settings;
    }

    String environmentVariable() {
      return environmentVariable;
    }
  }

  private final Type type;
  private final Supplier<Configuration> hadoop;
  private final Supplier<Optional<String>> environment;
  private Optional<ApiToken> found = Optional.empty();

  TokenResolver(Type type, Supplier<Configuration> hadoop, Supplier<Optional<String>> environment) {
    this.type = type;
    this.hadoop = hadoop;
    this.environment = environment;
  }

  static TokenResolver ofThisDriver(Type type) {
    return new TokenResolver(
        type,
        () -> SparkSession.active().sparkContext().hadoopConfiguration(),
        () -> Optional.ofNullable(System.getenv(type.environmentVariable)));
  }

  /**
   * The key from Hadoop's credential provider, else from the environment; the first one that was
   * found, from then on.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be a key
   */
  synchronized ApiToken find() {
    if (!found.isPresent()) {
      found = Optional.of(lookUp());
    }
    return found.get();
  }

  private ApiToken lookUp() {
    Optional<String> credential = credential();
    if (credential.isPresent()) {
      return token(credential.get(), "Hadoop's credential provider (" + type.credentialAlias + ")");
    }
    Optional<String> variable = environment.get().filter(value -> !value.isEmpty());
    if (variable.isPresent()) {
      return token(variable.get(), "the environment variable " + type.environmentVariable);
    }
    throw new IllegalArgumentException(
        String.format(
            "%s, then set, on the driver, the environment variable %s; or store it as %s in"
                + " Hadoop's credential provider; or set %s.",
            type.missing, type.environmentVariable, type.credentialAlias, type.settings));
  }

  private Optional<String> credential() {
    try {
      return Optional.ofNullable(hadoop.get().getPassword(type.credentialAlias)).map(String::new);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(
              "Hadoop's credential provider could not be asked for %s. Check"
                  + " hadoop.security.credential.provider.path. Hadoop says: %s",
              type.credentialAlias, e.getMessage()),
          e);
    }
  }

  private static ApiToken token(String value, String source) {
    try {
      return ApiToken.of(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("The key from %s: %s.", source, e.getMessage()));
    }
  }
}
