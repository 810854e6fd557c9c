package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NumberTextTest {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  @ParameterizedTest
  @ValueSource(strings = {"5", "-5", "0", "-0", "0.5", "1.5", "10.50", "1e5", "1.0E-05", "0e+0"})
  void acceptsNumbersOfPigment(String text) {
    assertTrue(isNumber(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        "-.",
        "e5",
        ".e5",
        "1e",
        "1e-",
        "1e5.",
        "1..5",
        "1.5.",
        "+5",
        "007",
        "-007",
        "00",
        "00.5",
        ".5",
        "-.5",
        "5.",
        "1.e5",
        "+-5",
        "1-",
        "NaN",
        "Infinity",
        "0x10",
        "1d",
        "1F",
        "1,5",
        "1_0",
        " 5",
        "5 ",
        "٥",
        "５",
        "−5",
        "1\u0000",
      })
  void rejectsOtherNumberFormats(String text) {
    assertFalse(isNumber(text));
  }

  @Test
  void acceptsUpTo1000Characters() {
    assertTrue(isNumber("1".repeat(NumberText.MAX_LENGTH)));
    assertFalse(isNumber("1".repeat(NumberText.MAX_LENGTH + 1)));
  }

  @Test
  void ignoresBytesBeforeAndAfterIt() {
    for (String text : List.of("", "-", "5", "5.5", "5e", "5e-05", "x")) {
      for (String after : List.of("-", ".", ".5", "e", "e5", "5")) {
        byte[] bytes = ("-5" + text + after).getBytes(StandardCharsets.UTF_8);
        assertEquals(
            isNumber(text), NumberText.isNumber(bytes, 2, 2 + text.length()), text + after);
      }
    }
  }

  @Test
  void acceptsRandomTextsExactlyIfTheyMatchTheGrammar() {
    SplittableRandom random = new SplittableRandom(20_241_121);
    String alphabet = "0123456789.+-eE dfxN,/:;\u00e9";
    for (int i = 0; i < 500_000; i++) {
      // Mostly digits, or few texts would be numbers.
      int bound = random.nextInt(4) == 0 ? alphabet.length() : 15;
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(bound)));
      }
      assertEquals(NUMBER.matcher(text).matches(), isNumber(text.toString()), text.toString());
    }
  }

  private static boolean isNumber(String text) {
    return Texts.apply(NumberText::isNumber, text);
  }
}
