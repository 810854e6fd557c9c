package io.github.pigmentspark.pigment;

/** The format of dates in an export, called {@code dateFormat} in Pigment's API. */
public enum DateFormat {
  /** {@code 2024-11-21}, in all blocks. */
  ISO8601("Iso8601"),

  /**
   * Month first: {@code 10/25/2024} in lists, {@code 10/25/2024 00:00:00 +00:00} in metrics and
   * tables. This is the default of Pigment's API, although Pigment advises against it.
   */
  LEGACY("Legacy");

  private final String value;

  DateFormat(String value) {
    this.value = value;
  }

  /** Returns the name of the format in Pigment's API. */
  public String value() {
    return value;
  }
}
