package io.github.pigmentspark.pigment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenTest {
  private static final String KEY = "pgm_3jp2e232987542f49fcf63fe2ce568jp";

  @Test
  void authorizationIsBearer() {
    assertEquals("Bearer " + KEY, ApiToken.of(KEY).authorization());
  }

  @Test
  void toStringHidesKey() {
    assertEquals("****", ApiToken.of(KEY).toString());
  }

  @Test
  void toStringOfSettingsHidesKey() {
    ConnectionSettings settings = TestSettings.builder("https://pigment.app", KEY).build();
    assertEquals("Pigment at https://pigment.app", settings.toString());
  }

  @Test
  void redactsKey() {
    assertEquals(
        "no such key: ****, or ****!",
        ApiToken.of(KEY).redact("no such key: " + KEY + ", or " + KEY + "!"));
  }

  @Test
  void redactsKeyWithRegexCharacters() {
    assertEquals("(****)", ApiToken.of("a.$1\\E+(b)").redact("(a.$1\\E+(b))"));
  }

  @Test
  void redactsKeyInLocaleWithOtherDigits() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(new Locale("fa", "IR"));
    try {
      assertEquals("****", ApiToken.of("key-0123456789").redact("key%2d0123456789"));
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void redactsKeyInAnyCase() {
    assertEquals("text/****", ApiToken.of("Key_0123456789").redact("text/key_0123456789"));
  }

  @Test
  void rejectsEmptyKey() {
    assertEquals("it is empty", refusal(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY + "\n",
        KEY + "\r",
        KEY + " ",
        KEY + "\0",
        KEY + "\u007f",
        KEY + "\u00a0",
        KEY + "é",
        KEY + "\u2013"
      })
  void rejectsInvalidCharacterByPositionWithoutShowingKey(String key) {
    assertEquals(
        "character 37 of 37 is a space, a line break or a non-ASCII character. Copy the key again, without"
            + " anything around it",
        refusal(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\n", " " + KEY, "\ufeff" + KEY, "pgm\r\nX-Other: 1"})
  void rejectsWhitespaceAnywhere(String key) {
    String refusal = refusal(key);
    assertFalse(refusal.contains("pgm"), refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3jp2e232-9875-42f4-9fcf-63fe2ce568jp", "3JP2E232-9875-42F4-9FCF-63FE2CE568JP"})
  void rejectsRetiredFormat(String key) {
    assertEquals(
        "it has the old format with dashes, which Pigment no longer accepts. Generate a new key of"
            + " the same type in Pigment",
        refusal(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-b", "3jp2e232-9875-42f4-9fcf-63fe2ce568jp0", "~!#", "x"})
  void acceptsOtherKeysWithDashes(String key) {
    assertEquals("Bearer " + key, ApiToken.of(key).authorization());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Ab12+Gh/78==", "ab12\\u002bGH\\/78\\u003D\\u003d", "Ab12%2BGh%2f78%3D%3D"})
  void redactsEscapedKey(String echo) {
    assertEquals(
        "You sent \"****\".", ApiToken.of("Ab12+Gh/78==").redact("You sent \"" + echo + "\"."));
  }

  @Test
  void tokensWithSameKeyAreEqual() {
    assertEquals(ApiToken.of(KEY), ApiToken.of(KEY));
    assertEquals(ApiToken.of(KEY).hashCode(), ApiToken.of(KEY).hashCode());
    assertNotEquals(ApiToken.of(KEY), ApiToken.of(KEY + "x"));
  }

  @Test
  void isSerializable() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ApiToken.of(KEY));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertEquals(ApiToken.of(KEY), in.readObject());
    }
  }

  private static String refusal(String key) {
    return assertThrows(IllegalArgumentException.class, () -> ApiToken.of(key)).getMessage();
  }
}
