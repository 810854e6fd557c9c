package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ApiToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenResolverTest {
  private static final String PROVIDER_PATH = "hadoop.security.credential.provider.path";

  private final Map<String, String> options = TestOptions.map("viewId", VIEW_ID);
  private final TestOptions.Driver driver = new TestOptions.Driver();

  /** The places of a key, in the order in which they are searched. */
  enum Source {
    OPTION("Option apiToken"),
    OTHER_OPTION("Option apiKey"),
    CREDENTIAL("The key from Hadoop's credential provider (pigment.api.token)"),
    ENVIRONMENT("The key from the environment variable PIGMENT_API_KEY");

    private final String name;

    Source(String name) {
      this.name = name;
    }
  }

  @Test
  void usesTheFirstPlaceThatHasAKey() {
    for (int i = Source.values().length - 1; i >= 0; i--) {
      Source source = Source.values()[i];
      if (source == Source.OPTION) {
        options.remove("apiKey"); // Both together are an error.
      }
      set(source, "key-of-" + source);
      assertKey("key-of-" + source);
    }
  }

  @ParameterizedTest
  @EnumSource
  void findsAKeyInEachPlace(Source source) {
    set(source, "the-key");
    assertKey("the-key");
  }

  @Test
  void saysHowToSetAMissingKey() {
    assertEquals(
        "No Export API key is set. Create one on Pigment's Integration page and restart Spark with"
            + " PIGMENT_API_KEY in its environment, because Spark does not see a variable that a notebook"
            + " sets later. To continue in this session, use .option(\"apiToken\", getpass()).",
        failure());
  }

  @Test
  void ignoresAnEmptyVariable() {
    String missing = failure();
    set(Source.ENVIRONMENT, "");
    assertEquals(missing, failure());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENVIRONMENT")
  void rejectsAnEmptyKeyElsewhere(Source source) {
    set(source, "");
    assertTrue(failure().startsWith(source.name + " is invalid: "), failure());
  }

  @ParameterizedTest
  @EnumSource
  void rejectsKeysThatNoHeaderCanCarry(Source source) {
    for (String bad : new String[] {" ", "\n", "\r", "\t", "\u0000", "\u007f", "é", "–"}) {
      set(source, "hidden" + bad + "key");
      assertTrue(failure().startsWith(source.name + " is invalid: "), failure());
      assertTrue(failure().contains("character 7 of 10"), failure());
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsKeysOfTheRetiredFormat(Source source) {
    set(source, "3jp2e232-9875-42f4-9fcf-63fe2ce568jp");
    assertTrue(failure().startsWith(source.name + " is invalid: "), failure());
    assertTrue(failure().contains("old format with dashes"), failure());
    assertFalse(failure().contains("3jp2"), failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jceks", "localjceks"})
  void findsAKeyInHadoopsCredentialFile(String scheme, @TempDir Path folder) throws Exception {
    driver.hadoop.set(PROVIDER_PATH, scheme + "://file" + folder.resolve("pigment.jceks"));
    store(driver.hadoop, "pigment.api.token", "the-key");
    set(Source.ENVIRONMENT, "from-environment");
    assertKey("the-key");
  }

  @Test
  void usesTheEnvironmentIfTheCredentialFileHasNoKey(@TempDir Path folder) throws Exception {
    driver.hadoop.set(PROVIDER_PATH, "jceks://file" + folder.resolve("other.jceks"));
    store(driver.hadoop, "another.alias", "not-this");
    set(Source.ENVIRONMENT, "from-environment");
    assertKey("from-environment");
  }

  @Test
  void failsIfTheCredentialFileCannotBeRead(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jceks"), "this is no keystore");
    driver.hadoop.set(PROVIDER_PATH, "jceks://file" + broken);
    set(Source.ENVIRONMENT, "hidden");

    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, this::read);

    assertTrue(
        e.getMessage()
            .startsWith("Hadoop's credential provider failed to look up pigment.api.token: "),
        e.getMessage());
    assertTrue(e.getMessage().endsWith(" Check " + PROVIDER_PATH + "."), e.getMessage());
    assertInstanceOf(IOException.class, e.getCause());
  }

  @Test
  void showsTheKeyInNoText() {
    ReadOptions options = TestOptions.of();
    String texts = options + " " + options.clientSettings() + " " + options.exportRequest();
    assertFalse(texts.contains(TestOptions.KEY), texts);
  }

  private static void store(Configuration hadoop, String alias, String key) throws IOException {
    CredentialProvider provider = CredentialProviderFactory.getProviders(hadoop).get(0);
    provider.createCredentialEntry(alias, key.toCharArray());
    provider.flush();
  }

  private void set(Source source, String key) {
    switch (source) {
      case OPTION -> options.put("apiToken", key);
      case OTHER_OPTION -> options.put("apiKey", key);
      case CREDENTIAL -> driver.hadoop.set("pigment.api.token", key);
      case ENVIRONMENT -> driver.variables.put("PIGMENT_API_KEY", key);
    }
  }

  private void assertKey(String key) {
    assertEquals(ApiToken.of(key), read().clientSettings().apiToken());
  }

  private String failure() {
    String message = assertThrows(IllegalArgumentException.class, this::read).getMessage();
    assertFalse(message.contains("hidden"), message);
    return message;
  }

  private ReadOptions read() {
    return ReadOptions.of(options, Map.of(), driver);
  }
}
