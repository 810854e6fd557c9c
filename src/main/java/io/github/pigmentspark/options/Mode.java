package io.github.pigmentspark.options;

/**
 * The treatment of cells that don't match their column's type, and of records that don't match the
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
