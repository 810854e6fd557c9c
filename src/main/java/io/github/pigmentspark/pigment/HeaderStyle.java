package io.github.pigmentspark.pigment;

/** The style of the column names in a block's export. */
public enum HeaderStyle {
  /** The names that Pigment displays. */
  FRIENDLY,
  /** The technical names. */
  TECHNICAL
}
