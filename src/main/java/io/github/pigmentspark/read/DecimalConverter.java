package io.github.pigmentspark.read;

import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Exact decimals: a number with more digits, before or behind the dot, does not fit. */
final class DecimalConverter implements CellConverter<Decimal[]> {
  private final int precision;
  private final int scale;

  DecimalConverter(DecimalType type) {
    this.precision = type.precision();
    this.scale = type.scale();
  }

  @Override
  public boolean convert(byte[] bytes, int start, int end, Decimal[] values, int row) {
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
