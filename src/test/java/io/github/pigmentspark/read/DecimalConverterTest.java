package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalConverterTest {
  private final Conversion toMoney = Conversion.to("DECIMAL(18,2)");

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
  void aNumberThatFitsIsReadExactlyAndHasTheScaleOfItsType(String cell, String expected) {
    Decimal decimal = (Decimal) toMoney.of(cell).orElseThrow();
    assertEquals(new BigDecimal(expected), decimal.toJavaBigDecimal());
    assertEquals(18, decimal.precision());
    assertEquals(2, decimal.scale());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12.345", "0.001", "-0.005", "10000000000000000", "1e16", "1e-3", "1e400"})
  void aNumberWithMoreDigitsIsNeitherRoundedNorCut(String cell) {
    assertFalse(toMoney.fits(cell));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.read.NumberCells#NOT_NUMBERS")
  void whatIsNoNumberDoesNotFit(String cell) {
    assertFalse(toMoney.fits(cell));
  }

  @Test
  void thirtyEightDigitsFitAndThirtyNineDoNot() {
    String digits = "98765432109876543210987654321098765432";
    assertEquals(new BigDecimal(digits), decimal("DECIMAL(38,0)", digits).orElseThrow());
    assertTrue(decimal("DECIMAL(38,0)", digits + "0").isEmpty());
    assertTrue(decimal("DECIMAL(38,0)", digits + ".5").isEmpty());
    assertEquals(new BigDecimal("0." + digits), decimal("DECIMAL(38,38)", "0." + digits).get());
    assertTrue(decimal("DECIMAL(38,38)", "1").isEmpty());
    assertTrue(decimal("DECIMAL(38,38)", "0.0" + digits).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"5,0", "5,2", "5,5", "18,0", "18,9", "19,3", "38,18", "38,37"})
  void eachPrecisionAndScaleHoldsExactlyItsNumbers(int precision, int scale) {
    Conversion conversion = Conversion.to("DECIMAL(" + precision + "," + scale + ")");
    BigDecimal limit = BigDecimal.ONE.scaleByPowerOfTen(precision - scale);
    SplittableRandom random = new SplittableRandom(20_241_121);
    for (int i = 0; i < 40_000; i++) {
      String text = i % 4 == 0 ? NumberCells.hard(random) : NumberCells.amount(random);
      BigDecimal value = new BigDecimal(text);
      boolean fits =
          value.signum() == 0
              || (value.abs().compareTo(limit) < 0 && value.stripTrailingZeros().scale() <= scale);
      Optional<BigDecimal> expected = fits ? Optional.of(value.setScale(scale)) : Optional.empty();
      assertEquals(
          expected, conversion.of(text).map(found -> ((Decimal) found).toJavaBigDecimal()), text);
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
        // Without their zeros, their exponents pass an int.
        "10e2147483647",
        "100e2147483647",
      })
  void aHugeExponentDoesNotFitAndCostsNothing(String cell) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(toMoney.fits(cell)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0e999999999", "0e-999999999", "-0.000e999999999", "0e2147483647"})
  void aZeroFitsAtNoCostWhateverItsExponent(String cell) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(2), () -> assertEquals(money("0.00"), toMoney.of(cell)));
  }

  @Test
  void exactlyNumbersFit() {
    Conversion conversion = Conversion.to("DECIMAL(38,10)");
    NumberCells.forEachShortText(
        text -> {
          boolean expected = false;
          if (NumberCells.NUMBER.matcher(text).matches()) {
            BigDecimal value = new BigDecimal(text);
            expected =
                value.signum() == 0
                    || (value.stripTrailingZeros().scale() <= 10
                        && value.precision() - value.scale() <= 28);
          }
          assertEquals(expected, conversion.fits(text), text);
        });
  }

  private static Optional<BigDecimal> decimal(String type, String cell) {
    return Conversion.to(type).of(cell).map(found -> ((Decimal) found).toJavaBigDecimal());
  }

  private static Optional<Object> money(String amount) {
    return Optional.of(Decimal.apply(new BigDecimal(amount), 18, 2));
  }
}
