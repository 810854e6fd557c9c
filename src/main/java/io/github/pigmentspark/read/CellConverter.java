package io.github.pigmentspark.read;

import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;

/** From the bytes of a cell to a value in a row. */
interface CellConverter {
  /**
   * Sets a column of a row.
   *
   * @param bytes the buffer that the cell lies in, from {@code start} inclusive to {@code end}
   *     exclusive, at least one byte
   * @return whether the text fits the column's type exactly; if not, the row is unchanged
   */
  boolean convert(byte[] bytes, int start, int end, SpecificInternalRow row, int column);
}
