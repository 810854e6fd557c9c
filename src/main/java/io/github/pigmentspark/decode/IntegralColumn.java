package io.github.pigmentspark.decode;

import io.github.pigmentspark.schema.NumberText;
import java.math.BigDecimal;
import org.apache.spark.sql.types.DataType;

/**
 * A TINYINT, SMALLINT, INT or BIGINT column. {@code 50.00} matches the type, but {@code 50.5} and
 * {@code 12E3} don't.
 */
final class IntegralColumn extends PigmentColumnVector {
  private final PlainNumber number = new PlainNumber();
  private final long min;
  private final long max;

  IntegralColumn(DataType type, long min, long max) {
    super(type);
    this.min = min;
    this.max = max;
  }

  @Override
  boolean decode(byte[] bytes, int start, int end, int row) {
    return number.read(bytes, start, end) && number.scale() == 0
        ? setInRange(row, number.signedDigits())
        : decodeAny(bytes, start, end, row);
  }

  private boolean decodeAny(byte[] bytes, int start, int end, int row) {
    // Text that looks like a number with an exponent, like 12E3, may be a code.
    if (!NumberText.isNumber(bytes, start, end) || NumberText.hasExponent(bytes, start, end)) {
      return false;
    }
    try {
      return setInRange(row, new BigDecimal(NumberText.text(bytes, start, end)).longValueExact());
    } catch (ArithmeticException e) { // The number has a fraction or more than 64 bits.
      return false;
    }
  }

  private boolean setInRange(int row, long value) {
    set(row, value);
    return value >= min && value <= max;
  }
}
