package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.util.Optional;

/**
 * A resolver for a key that is not set as an option. It looks in Hadoop's credential provider, and
 * then in the environment variables.
 */
enum TokenResolver {
  EXPORT("Export API", "on Pigment's Integration page", "PIGMENT_API_KEY", "pigment.api.token"),
  METADATA(
      "Modeling Metadata",
      "in Pigment's settings",
      "PIGMENT_METADATA_KEY",
      "pigment.metadata.token");

  private final String type;
  private final String origin;
  private final String variable;
  private final String alias;

  TokenResolver(String type, String origin, String variable, String alias) {
    this.type = type;
    this.origin = origin;
    this.variable = variable;
    this.alias = alias;
  }

  String variable() {
    return variable;
  }

  /**
   * Returns the key.
   *
   * @param remedy how to set the key in a running session
   * @throws PigmentException if there is no key, or the key is invalid
   */
  ApiToken find(DriverEnvironment driver, String remedy) {
    Optional<String> credential = credential(driver);
    if (credential.isPresent()) {
      return token(credential.get(), "Hadoop's credential provider (" + alias + ")");
    }
    Optional<String> environment = driver.variable(variable).filter(value -> !value.isEmpty());
    if (environment.isPresent()) {
      return token(environment.get(), "the environment variable " + variable);
    }
    throw new PigmentException(
        String.format(
            "No %s key is set. Create one %s and restart Spark with %s in its environment, because"
                + " Spark does not see a variable that a notebook sets later. To continue in this"
                + " session, %s.",
            type, origin, variable, remedy));
  }

  private Optional<String> credential(DriverEnvironment driver) {
    try {
      return Optional.ofNullable(driver.hadoop().getPassword(alias)).map(String::new);
    } catch (IOException e) {
      throw new PigmentException(
          String.format(
              "Hadoop's credential provider failed to look up %s: %s. Check"
                  + " hadoop.security.credential.provider.path.",
              alias, e.getMessage()),
          e);
    }
  }

  private static ApiToken token(String value, String source) {
    try {
      return ApiToken.of(value);
    } catch (IllegalArgumentException e) {
      throw new PigmentException("The key from " + source + " is invalid: " + e.getMessage() + ".");
    }
  }
}
