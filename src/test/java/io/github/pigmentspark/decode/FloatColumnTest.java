package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatColumnTest {
  private static final long SEED = 20_241_121;

  private final FieldDecoder toFloat = FieldDecoder.of("FLOAT");

  @Test
  void decodesAmountsLikeJava() {
    sameAsJava(200_000, NumberFields::amount);
  }

  @Test
  void restoresPrintedFloats() {
    sameAsJava(200_000, random -> Float.toString(finite(Float.intBitsToFloat(random.nextInt()))));
  }

  @Test
  void decodesManyDigitsAndLargeExponentsLikeJava() {
    sameAsJava(100_000, NumberFields::hard);
  }

  @Test
  void roundsNumbersMidwayBetweenTwoFloatsOnce() {
    sameAsJava(50_000, NumberFields::halfwayOfFloats);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0",
        "16777217",
        // Rounded to a double first, and then to a float, it would be one float lower.
        "1.00000017881393432617187499",
        "1.00000017881393432617187501",
        "1.4e-45",
        "7e-46",
        "1e-400",
        "3.4028235e38",
        "0e99999999999",
      })
  void decodesHardNumbersLikeJava(String text) {
    sameAsJava(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5e38", "-3.5e38", "1e400", "1e99999999999"})
  void rejectsInfiniteNumbers(String text) {
    assertFalse(toFloat.accepts(text));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.decode.NumberFields#NOT_NUMBERS")
  void rejectsTextThatIsNotANumber(String text) {
    assertFalse(toFloat.accepts(text));
  }

  @Test
  void acceptsExactlyNumbers() {
    NumberFields.forEachShortText(
        text -> {
          boolean expected =
              NumberFields.NUMBER.matcher(text).matches() && Float.isFinite(Float.parseFloat(text));
          assertEquals(expected, toFloat.accepts(text), text);
        });
  }

  private void sameAsJava(int count, Function<SplittableRandom, String> cells) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      sameAsJava(cells.apply(random));
    }
  }

  private void sameAsJava(String text) {
    float expected = Float.parseFloat(text);
    assertEquals(
        Float.isInfinite(expected) ? Optional.empty() : Optional.of(expected),
        toFloat.decode(text),
        text);
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0.1f;
  }
}
