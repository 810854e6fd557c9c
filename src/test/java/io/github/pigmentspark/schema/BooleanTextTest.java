package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BooleanTextTest {
  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void acceptsAnyCase(String word) {
    for (int capitals = 0; capitals < 1 << word.length(); capitals++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < word.length(); i++) {
        String letter = word.substring(i, i + 1);
        text.append((capitals >> i & 1) == 1 ? letter.toUpperCase(Locale.ROOT) : letter);
      }
      assertEquals(word.equals("true"), Texts.apply(BooleanText::isTrue, text.toString()));
      assertEquals(word.equals("false"), Texts.apply(BooleanText::isFalse, text.toString()));
      assertEquals(true, Texts.apply(BooleanText::isBoolean, text.toString()));
    }
  }

  @Test
  void acceptsNoOtherBytesAsLetters() {
    byte[] text = {'t', 'r', 'u', 'e'};
    for (int i = 0; i < text.length; i++) {
      byte letter = text[i];
      for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
        text[i] = (byte) b;
        boolean expected = b == letter || b == Character.toUpperCase(letter);
        assertEquals(expected, BooleanText.isBoolean(text, 0, text.length));
      }
      text[i] = letter;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t", "f", "1", "0", "yes", "tru", "truee", "fals", " true", "true "})
  void rejectsOtherWords(String text) {
    assertEquals(false, Texts.apply(BooleanText::isBoolean, text));
  }
}
