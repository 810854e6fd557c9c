package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class CaseSensitivityTest {
  @Test
  void namesThatDifferByCaseHaveOneKeyOnlyWhereCaseDoesNotCount() {
    assertEquals(
        CaseSensitivity.INSENSITIVE.key("MONTH"), CaseSensitivity.INSENSITIVE.key("Month"));
    assertNotEquals(CaseSensitivity.SENSITIVE.key("MONTH"), CaseSensitivity.SENSITIVE.key("Month"));
    assertNotEquals(
        CaseSensitivity.INSENSITIVE.key("Month"), CaseSensitivity.INSENSITIVE.key("Month "));
  }

  @Test
  void theLanguageOfTheMachineDoesNotMatter() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertEquals("id", CaseSensitivity.INSENSITIVE.key("ID"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
