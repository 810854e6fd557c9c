package io.github.pigmentspark.options;

/** A way to derive column names from the header. */
public enum NamingStyle {
  /** Keeps the names as they are in the header. */
  ORIGINAL,

  /** Replaces the characters that Delta rejects in a column name. */
  SAFE
}
