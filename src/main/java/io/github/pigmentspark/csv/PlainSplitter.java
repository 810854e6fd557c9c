package io.github.pigmentspark.csv;

/**
 * Splits plain records, those that have no quotes, no carriage returns but perhaps at their end,
 * and as many cells as the header. It may leave any of them to others.
 */
public interface PlainSplitter {
  /** So many bytes behind a limit may be looked at, whatever they are. */
  int MARGIN = 16;

  /**
   * Splits records, up to the first one that is not plain or is left to others.
   *
   * @param batch has the bytes, and takes the records
   * @param from where the first record starts
   * @param limit where to end: behind a line feed, with {@link #MARGIN} bytes of the buffer or more
   *     to come
   * @param number of the first record
   * @return where the first record starts that is left
   */
  int split(RecordBatch batch, int from, int limit, long number);

  /** How many records the last {@link #split} went past, whether the batch got them or not. */
  int passed();
}
