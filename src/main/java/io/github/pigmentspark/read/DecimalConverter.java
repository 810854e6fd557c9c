package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Exact decimals: a number with more digits, before or behind the dot, does not fit. */
final class DecimalConverter implements CellConverter<Decimal[]> {
  private static final long[] POWERS = new long[PlainNumber.MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private final PlainNumber number = new PlainNumber();
  private final int precision;
  private final int scale;

  DecimalConverter(DecimalType type) {
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, Decimal[] values, int row) {
    return (number.read(bytes, start, end) && convertPlain(values, row))
        || convertAny(bytes, start, end, values, row);
  }

  /** Without a big number where 64 bits are enough. */
  private boolean convertPlain(Decimal[] values, int row) {
    int zeros = scale - number.scale();
    int integerDigits = precision - scale;
    if (zeros < 0 || isLongerThan(integerDigits + number.scale())) {
      return false; // Or not: the last digits may be zeros.
    }
    long digits = number.isNegative() ? -number.digits() : number.digits();
    if (precision <= Decimal.MAX_LONG_DIGITS()) {
      values[row] = Decimal.createUnsafe(digits * POWERS[zeros], precision, scale);
    } else {
      BigDecimal value = BigDecimal.valueOf(digits, number.scale());
      values[row] = Decimal.apply(value.setScale(scale), precision, scale);
    }
    return true;
  }

  private boolean isLongerThan(int count) {
    return count <= PlainNumber.MAX_DIGITS && number.digits() >= POWERS[count];
  }

  private boolean convertAny(byte[] bytes, int start, int end, Decimal[] values, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    BigDecimal shortest;
    try {
      shortest = new BigDecimal(NumberText.text(bytes, start, end)).stripTrailingZeros();
    } catch (NumberFormatException | ArithmeticException e) { // An exponent past an int.
      return false;
    }
    long integerDigits = (long) shortest.precision() - shortest.scale();
    if (shortest.scale() > scale || (shortest.signum() != 0 && integerDigits > precision - scale)) {
      return false;
    }
    values[row] = Decimal.apply(shortest.setScale(scale), precision, scale);
    return true;
  }
}
