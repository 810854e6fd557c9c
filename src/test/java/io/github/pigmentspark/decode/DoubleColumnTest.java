package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleColumnTest {
  private static final long SEED = 20_241_121;
  private static final long MAX_DIGITS = 1_000_000_000_000_000_000L;

  private final FieldDecoder toDouble = FieldDecoder.of("DOUBLE");

  @Test
  void decodesAmountsLikeJava() {
    sameAsJava(1_000_000, NumberFields::amount);
  }

  @Test
  void decodesAmountsOfFifteenToSeventeenDigitsLikeJava() {
    sameAsJava(1_000_000, random -> Double.toString(random.nextDouble(-100, 9_999_999)));
  }

  @Test
  void restoresPrintedDoubles() {
    sameAsJava(
        400_000, random -> Double.toString(finite(Double.longBitsToDouble(random.nextLong()))));
  }

  @Test
  void restoresPrintedSubnormalDoubles() {
    sameAsJava(
        50_000,
        random -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0xFFFFFFFFFFFFFL)));
  }

  @Test
  void decodesManyDigitsAndLargeExponentsLikeJava() {
    sameAsJava(300_000, NumberFields::hard);
  }

  @Test
  void roundsNumbersMidwayBetweenTwoDoublesLikeJava() {
    sameAsJava(10_000, NumberFields::halfway);
  }

  @Test
  void decodesManyDigitsBelowOneThousandthLikeJava() {
    sameAsJava(
        100_000,
        random ->
            BigDecimal.valueOf(random.nextLong(1_000_000_000_000L, 10_000_000_000_000L), 16)
                .toPlainString());
  }

  @Test
  void decodesSixteenToEighteenDigitsLikeJava() {
    sameAsJava(
        300_000,
        random ->
            BigDecimal.valueOf(random.nextLong(1L << 53, MAX_DIGITS), random.nextInt(18))
                .toPlainString());
  }

  @Test
  void roundsSixteenToEighteenDigitsNextToAMidwayLikeJava() {
    sameAsJava(
        300_000,
        random -> nextToAMidway(random.nextDouble() * Math.pow(10, random.nextInt(17)), random));
  }

  @Test
  void roundsDigitsJustBelowAPowerOfTwoLikeJava() {
    sameAsJava(
        10_000,
        random -> nextToAMidway(Math.nextDown(Math.scalb(1.0, random.nextInt(-3, 57))), random));
  }

  /** A number of up to 18 digits, as close as possible to the middle of a double and the next. */
  private static String nextToAMidway(double lower, SplittableRandom random) {
    BigDecimal midway = new BigDecimal(lower).add(new BigDecimal(Math.ulp(lower) / 2));
    int scale = Math.max(0, 17 - Math.max(1, midway.precision() - midway.scale()));
    BigInteger digits = midway.setScale(scale, RoundingMode.FLOOR).unscaledValue();
    return new BigDecimal(digits.add(BigInteger.valueOf(random.nextInt(3))), scale).toPlainString();
  }

  @Test
  void decodesDigitsAroundTwoToThe53LikeJava() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int distance = -1000; distance <= 1000; distance++) {
      String digits = Long.toString((1L << 53) + distance);
      sameAsJava(digits);
      sameAsJava("-" + digits);
      int dot = 1 + random.nextInt(digits.length() - 1);
      sameAsJava(digits.substring(0, dot) + "." + digits.substring(dot));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "1e5",
        "1E5",
        "1e+5",
        "999999999999999999",
        "0.12345678901234567",
        "9007199254740993",
        "9007199254740992.5",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "6.02214076e23",
        "1e-400",
        "1e-999999999999",
        "0e999999999999",
        "0.000e-999999999999",
        "8.5e21",
        "123456789012345678901234567890123456789",
      })
  void decodesHardNumbersLikeJava(String text) {
    sameAsJava(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1.7976931348623159e308", "1e999999999999"})
  void rejectsInfiniteNumbers(String text) {
    assertFalse(toDouble.accepts(text));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.decode.NumberFields#NOT_NUMBERS")
  void rejectsTextThatIsNotANumber(String text) {
    assertFalse(toDouble.accepts(text));
  }

  @Test
  void acceptsExactlyNumbers() {
    NumberFields.forEachShortText(
        text -> {
          boolean expected =
              NumberFields.NUMBER.matcher(text).matches()
                  && Double.isFinite(Double.parseDouble(text));
          assertEquals(expected, toDouble.accepts(text), text);
        });
  }

  @Test
  void acceptsNumbersOfUpToOneThousandCharacters() {
    assertEquals(Optional.of(1 / 9.0), toDouble.decode("0." + "1".repeat(998)));
    assertFalse(toDouble.accepts("0." + "1".repeat(999)));
    assertEquals(Optional.of(0.0), toDouble.decode("0e" + "9".repeat(998)));
  }

  private void sameAsJava(int count, Function<SplittableRandom, String> cells) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      sameAsJava(cells.apply(random));
    }
  }

  private void sameAsJava(String text) {
    double expected = Double.parseDouble(text);
    // Double.equals compares bits, so that -0.0 is not 0.0.
    assertEquals(
        Double.isInfinite(expected) ? Optional.empty() : Optional.of(expected),
        toDouble.decode(text),
        text);
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0.1;
  }
}
