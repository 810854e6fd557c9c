package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalColumnTest {
  private final FieldDecoder toMoney = FieldDecoder.of("DECIMAL(18,2)");

  @ParameterizedTest
  @CsvSource({
    "12.34, 12.34",
    "-12.34, -12.34",
    "12.3, 12.30",
    "12, 12.00",
    "12.3400, 12.34",
    "-0, 0.00",
    "1.5e3, 1500.00",
    "1234e-2, 12.34",
    "9999999999999999.99, 9999999999999999.99",
    "-9999999999999999.990, -9999999999999999.99",
  })
  void decodesNumberExactlyWithTheScaleOfTheType(String field, String expected) {
    assertEquals(Optional.of(new BigDecimal(expected)), toMoney.decode(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12.345", "0.001", "-0.005", "10000000000000000", "1e16", "1e-3", "1e400"})
  void rejectsNumberWithTooManyDigits(String field) {
    assertFalse(toMoney.accepts(field));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.decode.NumberFields#NOT_NUMBERS")
  void rejectsTextThatIsNotANumber(String field) {
    assertFalse(toMoney.accepts(field));
  }

  @Test
  void acceptsUpToThirtyEightDigits() {
    String digits = "98765432109876543210987654321098765432";
    FieldDecoder whole = FieldDecoder.of("DECIMAL(38,0)");
    assertEquals(Optional.of(new BigDecimal(digits)), whole.decode(digits));
    assertFalse(whole.accepts(digits + "0"));
    assertFalse(whole.accepts(digits + ".5"));
    FieldDecoder fraction = FieldDecoder.of("DECIMAL(38,38)");
    assertEquals(Optional.of(new BigDecimal("0." + digits)), fraction.decode("0." + digits));
    assertFalse(fraction.accepts("1"));
    assertFalse(fraction.accepts("0.0" + digits));
  }

  @ParameterizedTest
  @CsvSource({"5,0", "5,2", "5,5", "18,0", "18,9", "19,3", "38,18", "38,37"})
  void acceptsExactlyTheNumbersOfPrecisionAndScale(int precision, int scale) {
    FieldDecoder decoder = FieldDecoder.of("DECIMAL(" + precision + "," + scale + ")");
    BigDecimal limit = BigDecimal.ONE.scaleByPowerOfTen(precision - scale);
    SplittableRandom random = new SplittableRandom(20_241_121);
    for (int i = 0; i < 40_000; i++) {
      String text = i % 4 == 0 ? NumberFields.hard(random) : NumberFields.amount(random);
      BigDecimal value = new BigDecimal(text);
      boolean fits =
          value.signum() == 0
              || (value.abs().compareTo(limit) < 0 && value.stripTrailingZeros().scale() <= scale);
      Optional<BigDecimal> expected = fits ? Optional.of(value.setScale(scale)) : Optional.empty();
      assertEquals(expected, decoder.decode(text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999999999",
        "-1e999999999",
        "1e-999999999",
        "1e2147483647",
        "1e-2147483647",
        "1e99999999999",
        "1e-99999999999",
        // Without its zeros, the exponent is more than an int.
        "10e2147483647",
        "100e2147483647",
      })
  void rejectsHugeExponentsAtOnce(String field) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(toMoney.accepts(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0e999999999", "0e-999999999", "-0.000e999999999", "0e2147483647"})
  void acceptsZeroWithAnyExponentAtOnce(String field) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(2),
        () -> assertEquals(Optional.of(new BigDecimal("0.00")), toMoney.decode(field)));
  }

  @Test
  void acceptsExactlyNumbers() {
    FieldDecoder decoder = FieldDecoder.of("DECIMAL(38,10)");
    NumberFields.forEachShortText(
        text -> {
          boolean expected = false;
          if (NumberFields.NUMBER.matcher(text).matches()) {
            BigDecimal value = new BigDecimal(text);
            expected =
                value.signum() == 0
                    || (value.stripTrailingZeros().scale() <= 10
                        && value.precision() - value.scale() <= 28);
          }
          assertEquals(expected, decoder.accepts(text), text);
        });
  }
}
