package io.github.pigmentspark.read;

/** From the bytes of a cell to the 64 bits of a value. */
interface CellConverter {
  /**
   * Sets an element of an array.
   *
   * @param bytes the buffer that the cell lies in, from {@code start} inclusive to {@code end}
   *     exclusive, at least one byte
   * @return whether the text fits the column's type exactly; if not, the element means nothing
   */
  boolean convert(byte[] bytes, int start, int end, long[] values, int at);
}
