package io.github.pigmentspark.pigment;

/** How the header of a block's export calls the columns. */
public enum HeaderStyle {
  /** As people see them in Pigment. */
  FRIENDLY,
  /** By their technical names. */
  TECHNICAL
}
