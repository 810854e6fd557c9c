package io.github.pigmentspark.csv;

/**
 * Finds the end of plain records, those that have neither quotes nor carriage returns and as many
 * cells as the header, and passes them on.
 */
public interface PlainSplitter {
  /** How far behind {@code limit} there are bytes at least, whatever they are. */
  int MARGIN = 16;

  /**
   * Passes records on, until one that is not plain, or that this splitter leaves to others.
   *
   * @param batch has the bytes, and takes the records
   * @param from where the first record starts
   * @param limit behind a line feed; no farther than that
   * @param number of the first record
   * @return where the first record starts that is not passed on
   */
  int split(RecordBatch batch, int from, int limit, long number);

  /** How many records the last {@link #split} has passed on, those among them that it left out. */
  int passed();
}
