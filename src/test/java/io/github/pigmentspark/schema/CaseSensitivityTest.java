package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class CaseSensitivityTest {
  @Test
  void foldsCaseIfInsensitive() {
    assertEquals(
        CaseSensitivity.INSENSITIVE.key("MONTH"), CaseSensitivity.INSENSITIVE.key("Month"));
    assertNotEquals(CaseSensitivity.SENSITIVE.key("MONTH"), CaseSensitivity.SENSITIVE.key("Month"));
    assertNotEquals(
        CaseSensitivity.INSENSITIVE.key("Month"), CaseSensitivity.INSENSITIVE.key("Month "));
  }

  @Test
  void agreesWithSparkOnEveryPairOfCharacters() {
    for (char a = 0; a < 0x600; a++) {
      for (char b = 0; b < 0x600; b++) {
        // As Spark's resolver compares names.
        boolean same = String.valueOf(a).equalsIgnoreCase(String.valueOf(b));
        assertEquals(
            same,
            CaseSensitivity.INSENSITIVE
                .key(String.valueOf(a))
                .equals(CaseSensitivity.INSENSITIVE.key(String.valueOf(b))),
            a + " and " + b);
      }
    }
  }

  @Test
  void ignoresTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals("id", CaseSensitivity.INSENSITIVE.key("ID"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
