package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.TestOptions.USER_AGENT;
import static io.github.pigmentspark.options.TestOptions.VIEW_ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** Where a key can come from, in the order in which it is looked for. */
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
  void theFirstSourceThatHasAKeyCounts() {
    Map<Source, String> keys = new TreeMap<>();
    for (int i = Source.values().length - 1; i >= 0; i--) {
      Source source = Source.values()[i];
      if (source == Source.OPTION) {
        keys.remove(Source.OTHER_OPTION); // Beside each other they are an error.
      }
      keys.put(source, "key-of-" + source);
      assertEquals(settingsWith("key-of-" + source), settingsFrom(keys), source.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachSourceIsEnough(Source source) {
    assertEquals(settingsWith("the-key"), settingsFrom(Map.of(source, "the-key")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiToken", "apiKey", "APITOKEN"})
  void noOtherSourceIsAskedWhenAnOptionHasTheKey(String name) {
    TokenResolver silent =
        new TokenResolver(
            TokenResolver.Type.EXPORT,
            () -> {
              throw new AssertionError("Hadoop was asked.");
            },
            () -> {
              throw new AssertionError("The environment was asked.");
            });
    Map<String, String> options = TestOptions.map("viewId", VIEW_ID, name, "the-key");
    assertEquals(
        settingsWith("the-key"),
        ReadOptions.of(options, Map.of(), silent, USER_AGENT).clientSettings());
  }

  @Test
  void aMissingKeyIsNamedWithAllPlacesForIt() {
    assertEquals(
        "There is no key to ask Pigment with. Make an Export API key on Pigment's Integration page,"
            + " then set, on the driver, the environment variable PIGMENT_API_KEY; or store it as"
            + " pigment.api.token in Hadoop's credential provider; or set"
            + " spark.datasource.pigment.apiToken (of a catalog, spark.sql.catalog.<its"
            + " name>.apiToken) or the option apiToken.",
        failure(Map.of()));
  }

  @Test
  void anEmptyVariableIsNoKey() {
    assertEquals(failure(Map.of()), failure(Map.of(Source.ENVIRONMENT, "")));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENVIRONMENT")
  void anEmptyKeyIsAnErrorElsewhere(Source source) {
    assertEquals(source.name + ": it is empty.", failure(Map.of(source, "")));
  }

  @ParameterizedTest
  @EnumSource
  void aKeyWithACharacterThatNoHeaderCarriesIsRefusedAndNotShown(Source source) {
    for (String bad : new String[] {" ", "\n", "\r", "\t", "\u0000", "\u007f", "é", "–"}) {
      String message = failure(Map.of(source, "hidden" + bad + "key"));
      assertEquals(
          source.name
              + ": its character 7 of 10 is a space, a line break or not ASCII; copy the key again,"
              + " without anything around it.",
          message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfTheRetiredFormatIsRefusedAndNotShown(Source source) {
    String retired = "3jp2e232-9875-42f4-9fcf-63fe2ce568jp";
    String message = failure(Map.of(source, retired));
    assertEquals(
        source.name
            + ": it has the old format with dashes, which Pigment no longer accepts; generate a new"
            + " key of the same type in Pigment.",
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jceks", "localjceks"})
  void aKeyInHadoopsCredentialFileIsFound(String scheme, @TempDir Path folder) throws Exception {
    Configuration hadoop = new Configuration(false);
    hadoop.set(PROVIDER_PATH, scheme + "://file" + folder.resolve("pigment.jceks"));
    store(hadoop, "pigment.api.token", "the-key");
    assertEquals(
        settingsWith("the-key"),
        settingsFrom(
            new TokenResolver(
                TokenResolver.Type.EXPORT, () -> hadoop, () -> Optional.of("from-environment"))));
  }

  @Test
  void aCredentialFileWithoutTheKeyLeavesItToTheEnvironment(@TempDir Path folder) throws Exception {
    Configuration hadoop = new Configuration(false);
    hadoop.set(PROVIDER_PATH, "jceks://file" + folder.resolve("other.jceks"));
    store(hadoop, "another.alias", "not-this");
    assertEquals(
        settingsWith("from-environment"),
        settingsFrom(
            new TokenResolver(
                TokenResolver.Type.EXPORT, () -> hadoop, () -> Optional.of("from-environment"))));
  }

  @Test
  void aCredentialFileThatCannotBeReadIsAnErrorAndNotPassedOver(@TempDir Path folder)
      throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jceks"), "this is no keystore");
    Configuration hadoop = new Configuration(false);
    hadoop.set(PROVIDER_PATH, "jceks://file" + broken);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                settingsFrom(
                    new TokenResolver(
                        TokenResolver.Type.EXPORT, () -> hadoop, () -> Optional.of("hidden"))));
    String expected =
        "Hadoop's credential provider could not be asked for pigment.api.token. Check"
            + " hadoop.security.credential.provider.path. Hadoop says: ";
    assertTrue(e.getMessage().startsWith(expected), e.getMessage());
    assertInstanceOf(IOException.class, e.getCause());
  }

  @Test
  void theKeyIsInNoTextOfTheSettings() {
    ReadOptions options = TestOptions.of();
    String texts = options + " " + options.clientSettings() + " " + options.exportRequest();
    assertFalse(texts.contains(TestOptions.KEY), texts);
  }

  private static void store(Configuration hadoop, String alias, String key) throws IOException {
    CredentialProvider provider = CredentialProviderFactory.getProviders(hadoop).get(0);
    provider.createCredentialEntry(alias, key.toCharArray());
    provider.flush();
  }

  private static ConnectionSettings settingsWith(String key) {
    return TestOptions.of("apiToken", key).clientSettings();
  }

  private static ConnectionSettings settingsFrom(Map<Source, String> keys) {
    return of(keys).clientSettings();
  }

  private static ConnectionSettings settingsFrom(TokenResolver sources) {
    return ReadOptions.of(TestOptions.map("viewId", VIEW_ID), Map.of(), sources, USER_AGENT)
        .clientSettings();
  }

  private static String failure(Map<Source, String> keys) {
    String message = assertThrows(IllegalArgumentException.class, () -> of(keys)).getMessage();
    assertFalse(message.contains("hidden"), message);
    return message;
  }

  private static ReadOptions of(Map<Source, String> keys) {
    Map<String, String> options = TestOptions.map("viewId", VIEW_ID);
    Configuration hadoop = new Configuration(false);
    keys.forEach(
        (source, key) -> {
          switch (source) {
            case OPTION -> options.put("apiToken", key);
            case OTHER_OPTION -> options.put("apiKey", key);
            case CREDENTIAL -> hadoop.set("pigment.api.token", key);
            case ENVIRONMENT -> {}
          }
        });
    TokenResolver sources =
        new TokenResolver(
            TokenResolver.Type.EXPORT,
            () -> hadoop,
            () -> Optional.ofNullable(keys.get(Source.ENVIRONMENT)));
    return ReadOptions.of(options, Map.of(), sources, USER_AGENT);
  }
}
