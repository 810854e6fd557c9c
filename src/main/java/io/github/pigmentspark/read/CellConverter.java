package io.github.pigmentspark.read;

/**
 * From the bytes of a cell to a value in an array.
 *
 * @param <A> the type of the array
 */
interface CellConverter<A> {
  /**
   * Sets an element of an array.
   *
   * @param bytes the buffer that the cell lies in, from {@code start} inclusive to {@code end}
   *     exclusive, at least one byte
   * @return whether the text fits the column's type exactly; if not, the array is unchanged
   */
  boolean convert(byte[] bytes, int start, int end, A values, int row);
}
