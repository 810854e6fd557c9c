package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/**
 * A DECIMAL column, whose values are exact. A number with more digits before or after the dot than
 * the type allows doesn't match it. If the precision is at most 18, values are stored as unscaled
 * longs. Otherwise, they are stored as objects.
 */
final class DecimalColumn extends PigmentColumnVector {
  private final PlainNumber number = new PlainNumber();
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
    return (number.read(bytes, start, end) && decodePlain(row))
        || decodeAny(bytes, start, end, row);
  }

  private boolean decodePlain(int row) {
    int zerosToAppend = scale - number.scale();
    int maxDigits = precision - zerosToAppend;
    boolean hasTooManyDigits =
        maxDigits < Digits.POWERS_OF_TEN.length
            && number.digits() >= Digits.POWERS_OF_TEN[maxDigits];
    if (zerosToAppend < 0 || hasTooManyDigits) {
      return false; // If it ends with zeros, the number may still match the type. See decodeAny().
    }
    if (isLong) {
      set(row, number.signedDigits() * Digits.POWERS_OF_TEN[zerosToAppend]);
    } else {
      setDecimal(row, BigDecimal.valueOf(number.signedDigits(), number.scale()));
    }
    return true;
  }

  private boolean decodeAny(byte[] bytes, int start, int end, int row) {
    if (!NumberText.isNumber(bytes, start, end)) {
      return false;
    }
    BigDecimal shortest;
    try {
      shortest = new BigDecimal(NumberText.text(bytes, start, end)).stripTrailingZeros();
    } catch (NumberFormatException | ArithmeticException e) { // The exponent is not an int.
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
