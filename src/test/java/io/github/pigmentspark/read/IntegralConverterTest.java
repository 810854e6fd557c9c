package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IntegralConverterTest {
  private final Conversion toBigint = Conversion.to("BIGINT");

  @ParameterizedTest
  @CsvSource({"TINYINT, 8", "SMALLINT, 16", "INT, 32", "BIGINT, 64"})
  void eachWidthHoldsItsLimitsAndNothingBeyond(String type, int bits) {
    Conversion conversion = Conversion.to(type);
    for (int distance = -300; distance <= 300; distance++) {
      BigInteger value = NumberCells.nearLimit(bits, distance);
      sameAsExact(conversion, value.toString(), bits);
      sameAsExact(conversion, value.negate().toString(), bits);
      sameAsExact(conversion, value + ".0", bits);
      sameAsExact(conversion, value.negate() + "e0", bits);
    }
  }

  @ParameterizedTest
  @CsvSource({"TINYINT, 8", "SMALLINT, 16", "INT, 32", "BIGINT, 64"})
  void numbersOfEveryLengthAreReadExactly(String type, int bits) {
    Conversion conversion = Conversion.to(type);
    SplittableRandom random = new SplittableRandom(20_241_121);
    for (int i = 0; i < 50_000; i++) {
      sameAsExact(conversion, NumberCells.amount(random), bits);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "50.00, 50",
    "-50.00, -50",
    "-0, 0",
    "-0.0, 0",
    "9223372036854775807.000, 9223372036854775807",
    "-9223372036854775808.0, -9223372036854775808",
  })
  void aWholeNumberFitsHoweverItIsWritten(String cell, long expected) {
    assertEquals(Optional.of(expected), toBigint.of(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "50.5",
        "0.1",
        "-0.5",
        "5e-1",
        "5e1",
        "12E3",
        "0e5",
        "1e-999999999",
        "1e-400",
        "1e19",
        "1e400"
      })
  void aNumberThatIsNotWholeOrTooLargeDoesNotFit(String cell) {
    assertFalse(toBigint.fits(cell));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.read.NumberCells#NOT_NUMBERS")
  void whatIsNoNumberDoesNotFit(String cell) {
    assertFalse(toBigint.fits(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "0e999999999", "1e2147483647", "100e2147483647", "1e99999999999"})
  void aHugeExponentCostsNothing(String cell) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(toBigint.fits(cell)));
  }

  @Test
  void exactlyNumbersThatAreWholeFit() {
    NumberCells.forEachShortText(
        text -> {
          if (NumberCells.NUMBER.matcher(text).matches()) {
            sameAsExact(toBigint, text, Long.SIZE);
          } else {
            assertFalse(toBigint.fits(text), text);
          }
        });
  }

  private static void sameAsExact(Conversion conversion, String text, int bits) {
    BigDecimal value = new BigDecimal(text);
    boolean exponent = text.contains("e") || text.contains("E");
    boolean fits =
        !exponent
            && (value.signum() == 0 || value.stripTrailingZeros().scale() <= 0)
            && value.toBigInteger().bitLength() <= bits - 1;
    Optional<BigDecimal> expected = fits ? Optional.of(value.setScale(0)) : Optional.empty();
    Optional<BigDecimal> actual =
        conversion.of(text).map(found -> new BigDecimal(((Number) found).longValue()));
    assertEquals(expected, actual, text);
  }
}
