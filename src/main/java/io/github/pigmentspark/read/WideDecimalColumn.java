package io.github.pigmentspark.read;

import java.util.Arrays;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Decimals of more digits than 64 bits hold. A value is the number of the decimal in a list. */
final class WideDecimalColumn extends Column {
  private static final int SMALLEST = 64;

  private final Decimals decimals;

  private WideDecimalColumn(DecimalType type, RowBatch rows, int index, Decimals decimals) {
    super(type, rows, index, new DecimalConverter(type, decimals));
    this.decimals = decimals;
  }

  static WideDecimalColumn of(DecimalType type, RowBatch rows, int index) {
    return new WideDecimalColumn(type, rows, index, new Decimals());
  }

  @Override
  void clear() {
    decimals.count = 0;
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return decimals.list[(int) value(row)];
  }

  private static final class Decimals implements DecimalConverter.Store {
    private Decimal[] list = new Decimal[SMALLEST];
    private int count;

    @Override
    public long bits(Decimal decimal) {
      if (count == list.length) {
        list = Arrays.copyOf(list, 2 * count);
      }
      list[count] = decimal;
      return count++;
    }
  }
}
