package io.github.pigmentspark.decode;

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

class IntegralColumnTest {
  private final FieldDecoder toBigint = FieldDecoder.of("BIGINT");

  @ParameterizedTest
  @CsvSource({"TINYINT, 8", "SMALLINT, 16", "INT, 32", "BIGINT, 64"})
  void acceptsExactlyTheRangeOfTheType(String type, int bits) {
    FieldDecoder decoder = FieldDecoder.of(type);
    for (int distance = -300; distance <= 300; distance++) {
      BigInteger value = NumberFields.nearLimit(bits, distance);
      sameAsExact(decoder, value.toString(), bits);
      sameAsExact(decoder, value.negate().toString(), bits);
      sameAsExact(decoder, value + ".0", bits);
      sameAsExact(decoder, value.negate() + "e0", bits);
    }
  }

  @ParameterizedTest
  @CsvSource({"TINYINT, 8", "SMALLINT, 16", "INT, 32", "BIGINT, 64"})
  void decodesNumbersOfAnyLengthExactly(String type, int bits) {
    FieldDecoder decoder = FieldDecoder.of(type);
    SplittableRandom random = new SplittableRandom(20_241_121);
    for (int i = 0; i < 50_000; i++) {
      sameAsExact(decoder, NumberFields.amount(random), bits);
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
  void acceptsWholeNumberWithZerosAfterTheDot(String field, long expected) {
    assertEquals(Optional.of(expected), toBigint.decode(field));
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
  void rejectsFractionsAndExponents(String field) {
    assertFalse(toBigint.accepts(field));
  }

  @ParameterizedTest
  @FieldSource("io.github.pigmentspark.decode.NumberFields#NOT_NUMBERS")
  void rejectsTextThatIsNotANumber(String field) {
    assertFalse(toBigint.accepts(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e999999999", "0e999999999", "1e2147483647", "100e2147483647", "1e99999999999"})
  void rejectsHugeExponentsAtOnce(String field) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> assertFalse(toBigint.accepts(field)));
  }

  @Test
  void acceptsExactlyWholeNumbers() {
    NumberFields.forEachShortText(
        text -> {
          if (NumberFields.NUMBER.matcher(text).matches()) {
            sameAsExact(toBigint, text, Long.SIZE);
          } else {
            assertFalse(toBigint.accepts(text), text);
          }
        });
  }

  private static void sameAsExact(FieldDecoder decoder, String text, int bits) {
    BigDecimal value = new BigDecimal(text);
    boolean exponent = text.contains("e") || text.contains("E");
    boolean fits =
        !exponent
            && (value.signum() == 0 || value.stripTrailingZeros().scale() <= 0)
            && value.toBigInteger().bitLength() <= bits - 1;
    Optional<BigDecimal> expected = fits ? Optional.of(value.setScale(0)) : Optional.empty();
    Optional<BigDecimal> actual =
        decoder.decode(text).map(found -> new BigDecimal(((Number) found).longValue()));
    assertEquals(expected, actual, text);
  }
}
