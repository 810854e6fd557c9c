package io.github.pigmentspark.options;

/**
 * The treatment of cells that don't match their column's type, and of records that don't match the
 * header.
 */
public enum Mode {
  /** Fails the read. */
  FAILFAST,

  /** Sets the cell, or all cells of the record, to null. */
  PERMISSIVE,

  /** Drops the record. */
  DROPMALFORMED
}
