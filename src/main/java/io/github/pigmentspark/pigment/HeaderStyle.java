package io.github.pigmentspark.pigment;

/** The names of the columns in a block's export. */
public enum HeaderStyle {
  /** The names that Pigment shows. */
  FRIENDLY,
  /** The technical names. */
  TECHNICAL
}
