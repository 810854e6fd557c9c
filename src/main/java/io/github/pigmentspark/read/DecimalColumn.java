package io.github.pigmentspark.read;

import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Decimals of one precision and scale. */
final class DecimalColumn extends Column<Decimal[]> {
  DecimalColumn(DecimalType type) {
    super(type, new DecimalConverter(type), new Decimal[0]);
  }

  @Override
  Decimal[] allocate(int rows) {
    return new Decimal[rows];
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return values()[row];
  }
}
