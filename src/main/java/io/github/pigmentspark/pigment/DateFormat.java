package io.github.pigmentspark.pigment;

/** The format of dates in an export: {@code dateFormat} in Pigment's API. */
public enum DateFormat {
  /** {@code 2024-11-21}, for all blocks. */
  ISO8601("Iso8601"),

  /**
   * Month first: {@code 10/25/2024} for lists, {@code 10/25/2024 00:00:00 +00:00} for metrics and
   * tables. Pigment's own default, which Pigment advises against.
   */
  LEGACY("Legacy");

  private final String value;

  DateFormat(String value) {
    this.value = value;
  }

  /** Returns the value in Pigment's API. */
  public String value() {
    return value;
  }
}
