package io.github.pigmentspark.options;

/**
 * What happens to a cell that doesn't match its column's type, or a record that doesn't match the
 * header.
 */
public enum Mode {
  /** The read fails. */
  FAILFAST,

  /** The cell becomes null, or all cells of the record. */
  PERMISSIVE,

  /** The record is dropped. */
  DROPMALFORMED
}
