package io.github.pigmentspark.options;

import io.github.pigmentspark.client.ApiToken;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Where the key is looked for when no option and no default of the session has it. */
final class TokenSources {
  static final String ENVIRONMENT_VARIABLE = "PIGMENT_API_KEY";
  static final String CREDENTIAL_ALIAS = "pigment.api.token";

  private final Supplier<Configuration> hadoop;
  private final Supplier<Optional<String>> environment;

  TokenSources(Supplier<Configuration> hadoop, Supplier<Optional<String>> environment) {
    this.hadoop = hadoop;
    this.environment = environment;
  }

  static TokenSources ofThisDriver() {
    return new TokenSources(
        () -> SparkSession.active().sparkContext().hadoopConfiguration(),
        () -> Optional.ofNullable(System.getenv(ENVIRONMENT_VARIABLE)));
  }

  /**
   * The key from Hadoop's credential provider, else from the environment.
   *
   * @throws IllegalArgumentException if there is none, or it cannot be a key
   */
  ApiToken find() {
    Optional<String> credential = credential();
    if (credential.isPresent()) {
      return token(credential.get(), "Hadoop's credential provider (" + CREDENTIAL_ALIAS + ")");
    }
    Optional<String> variable = environment.get().filter(value -> !value.isEmpty());
    if (variable.isPresent()) {
      return token(variable.get(), "the environment variable " + ENVIRONMENT_VARIABLE);
    }
    throw new IllegalArgumentException(
        String.format(
            "There is no key to ask Pigment with. Make an Export API key on Pigment's Integration"
                + " page, then set, on the driver, the environment variable %s; or store it as %s in"
                + " Hadoop's credential provider; or set spark.datasource.pigment.apiToken or the"
                + " option apiToken.",
            ENVIRONMENT_VARIABLE, CREDENTIAL_ALIAS));
  }

  private Optional<String> credential() {
    try {
      return Optional.ofNullable(hadoop.get().getPassword(CREDENTIAL_ALIAS)).map(String::new);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(
              "Hadoop's credential provider could not be asked for %s. Check"
                  + " hadoop.security.credential.provider.path. Hadoop says: %s",
              CREDENTIAL_ALIAS, e.getMessage()),
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
