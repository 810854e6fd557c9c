package io.github.pigmentspark.options;

/** How column names are made from the header. */
public enum NamingStyle {
  /** Keeps the names of the header. */
  ORIGINAL,

  /** Replaces the characters that Delta rejects in a column name. */
  SAFE
}
