package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/**
 * Decodes DECIMAL, exactly: a number with more digits before or after the dot than the type is
 * none. Values of up to 18 digits are unscaled longs, others are kept as objects.
 */
final class DecimalColumn extends PigmentColumnVector {
  private static final long[] POWERS_OF_TEN = new long[NumberText.MAX_LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  private final int precision;
  private final int scale;
  private final boolean isLong;
  private Decimal[] decimals = {};

  DecimalColumn(DecimalType type) {
    super(type);
    this.precision = type.precision();
    this.scale = type.scale();
    this.isLong = precision <= Decimal.MAX_LONG_DIGITS();
  }

  @Override
  void begin(RecordBatch batch, int count) {
    super.begin(batch, count);
    if (!isLong && decimals.length < count) {
      decimals = Arrays.copyOf(decimals, count);
    }
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    return end - start <= NumberText.MAX_LONG_DIGITS && !NumberText.hasExponent(bytes, start, end)
        ? decodeShort(bytes, start, end, row)
        : decodeAny(bytes, start, end, row);
  }

  /** Decodes a number whose digits are a long. */
  private boolean decodeShort(byte[] bytes, int start, int end, int row) {
    long digits = 0;
    int point = end - 1;
    for (int i = start; i < end; i++) {
      if (bytes[i] == '.') {
        point = i;
      } else if (bytes[i] != '-') {
        digits = 10 * digits + (bytes[i] - '0');
      }
    }
    int fraction = end - 1 - point;
    int zeros = scale - fraction;
    int mostDigits = precision - zeros;
    if (zeros < 0 || (mostDigits < POWERS_OF_TEN.length && digits >= POWERS_OF_TEN[mostDigits])) {
      return decodeAny(bytes, start, end, row); // The last digits may be zeros.
    }
    long signed = bytes[start] == '-' ? -digits : digits;
    if (isLong) {
      set(row, signed * POWERS_OF_TEN[zeros]);
    } else {
      setDecimal(row, BigDecimal.valueOf(signed, fraction));
    }
    return true;
  }

  private boolean decodeAny(byte[] bytes, int start, int end, int row) {
    BigDecimal shortest;
    try {
      shortest = new BigDecimal(NumberText.text(bytes, start, end)).stripTrailingZeros();
    } catch (NumberFormatException | ArithmeticException e) { // An exponent that is no int.
      return false;
    }
    long integerDigits = (long) shortest.precision() - shortest.scale();
    if (shortest.scale() > scale || (shortest.signum() != 0 && integerDigits > precision - scale)) {
      return false;
    }
    setDecimal(row, shortest);
    return true;
  }

  private void setDecimal(int row, BigDecimal value) {
    BigDecimal scaled = value.setScale(scale);
    if (isLong) {
      set(row, scaled.unscaledValue().longValue());
    } else {
      decimals[row] = Decimal.apply(scaled, precision, scale);
    }
  }

  @Override
  public Decimal getDecimal(int row, int toPrecision, int toScale) {
    return isLong ? Decimal.createUnsafe(value(row), toPrecision, toScale) : decimals[row];
  }
}
