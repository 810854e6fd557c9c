package io.github.pigmentspark.options;

/**
 * What to do about a cell that does not fit its column, or a record that does not fit the header.
 */
public enum Mode {
  /** The read fails. */
  FAILFAST,

  /** The cell becomes null; of a record that does not fit the header, all cells do. */
  PERMISSIVE,

  /** The record is left out. */
  DROPMALFORMED
}
