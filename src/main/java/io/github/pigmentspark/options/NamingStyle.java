package io.github.pigmentspark.options;

/** How columns are named after the header. */
public enum NamingStyle {
  /** As in the header. */
  ORIGINAL,

  /** Without the characters that Delta refuses in a column name. */
  SAFE
}
