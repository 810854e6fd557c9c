package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.Digits;
import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Exact decimals: a number with more digits, before or behind the dot, does not fit. */
final class DecimalConverter implements CellConverter {
  private static final long[] POWERS = new long[Digits.MOST_OF_LONG + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private final PlainNumber number = new PlainNumber();
  private final int precision;
  private final int scale;
  private final Store store;

  /**
   * A converter for a precision and scale.
   *
   * @param store asked for each decimal that is made
   */
  DecimalConverter(DecimalType type, Store store) {
    this.precision = type.precision();
    this.scale = type.scale();
    this.store = store;
  }

  /** Turns a decimal into the bits of a value. */
  interface Store {
    long bits(Decimal decimal);
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, long[] values, int at) {
    return (number.read(bytes, start, end) && convertPlain(values, at))
        || convertAny(bytes, start, end, values, at);
  }

  /** Without a big number where 64 bits are enough. */
  private boolean convertPlain(long[] values, int at) {
    int zeros = scale - number.scale();
    int integerDigits = precision - scale;
    if (zeros < 0 || isLongerThan(integerDigits + number.scale())) {
      return false; // Or not: the last digits may be zeros.
    }
    long digits = number.isNegative() ? -number.digits() : number.digits();
    if (precision <= Decimal.MAX_LONG_DIGITS()) {
      values[at] = digits * POWERS[zeros];
    } else {
      BigDecimal value = BigDecimal.valueOf(digits, number.scale());
      values[at] = store.bits(Decimal.apply(value.setScale(scale), precision, scale));
    }
    return true;
  }

  private boolean isLongerThan(int count) {
    return count <= Digits.MOST_OF_LONG && number.digits() >= POWERS[count];
  }

  private boolean convertAny(byte[] bytes, int start, int end, long[] values, int at) {
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
    values[at] = store.bits(Decimal.apply(shortest.setScale(scale), precision, scale));
    return true;
  }
}
