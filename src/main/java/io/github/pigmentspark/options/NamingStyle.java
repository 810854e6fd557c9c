package io.github.pigmentspark.options;

/** How columns are named after the header of an export. */
public enum NamingStyle {
  /** As the header says. */
  ORIGINAL,

  /** Without the characters that Delta refuses in a column name. */
  SAFE
}
