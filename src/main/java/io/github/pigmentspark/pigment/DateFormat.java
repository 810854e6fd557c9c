package io.github.pigmentspark.pigment;

/** How Pigment prints the dates of an export: {@code dateFormat} in Pigment's API. */
public enum DateFormat {
  /** {@code 2024-11-21}, whatever the block. */
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

  /** The value as Pigment spells it. */
  public String value() {
    return value;
  }
}
