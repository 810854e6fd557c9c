package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FloatConverterTest {
  private static final long SEED = 20_241_121;

  private final Conversion toFloat = Conversion.to("FLOAT");
  private final FloatConverter converter = new FloatConverter();
  private final long[] values = new long[1];

  @Test
  void amountsAreWhatJavaReads() {
    sameAsJava(200_000, NumberCells::amount);
  }

  @Test
  void floatsPrintedInFullComeBack() {
    sameAsJava(200_000, random -> Float.toString(finite(Float.intBitsToFloat(random.nextInt()))));
  }

  @Test
  void manyDigitsAndLargeExponentsAreWhatJavaReads() {
    sameAsJava(100_000, NumberCells::hard);
  }

  @Test
  void numbersMidwayBetweenTwoFloatsAreRoundedOnceAsInJava() {
    sameAsJava(50_000, NumberCells::halfwayOfFloats);
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
  void hardNumbersAreWhatJavaReads(String text) {
    sameAsJava(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5e38", "-3.5e38", "1e400", "1e99999999999"})
  void anInfiniteNumberDoesNotFit(String text) {
    assertFalse(toFloat.fits(text));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.read.NumberCells#NOT_NUMBERS")
  void whatIsNoNumberDoesNotFit(String text) {
    assertFalse(toFloat.fits(text));
  }

  @Test
  void exactlyNumbersFit() {
    NumberCells.forEachShortText(
        text -> {
          boolean expected =
              NumberCells.NUMBER.matcher(text).matches() && Float.isFinite(Float.parseFloat(text));
          assertEquals(expected, convert(text), text);
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
    if (Float.isInfinite(expected)) {
      assertFalse(convert(text), text);
      return;
    }
    assertTrue(convert(text), text);
    assertEquals(expected, (float) Double.longBitsToDouble(values[0]), text);
  }

  private boolean convert(String text) {
    byte[] bytes = NumberCells.bytes(text);
    return converter.convert(bytes, 0, bytes.length, values, 0);
  }

  private static float finite(float value) {
    return Float.isFinite(value) ? value : 0.1f;
  }
}
