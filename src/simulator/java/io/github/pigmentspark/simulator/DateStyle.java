package io.github.pigmentspark.simulator;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The format of the dates in an export, which depends on {@code dateFormat} and the kind of block.
 */
public enum DateStyle {
  /** {@code 2024-10-25}. */
  ISO("uuuu-MM-dd"),
  /** {@code 10/25/2024}, the Legacy format of a list. */
  LEGACY_DAY("MM/dd/uuuu"),
  /** {@code 10/25/2024 00:00:00 +00:00}, the Legacy format of a metric or table. */
  LEGACY_INSTANT("MM/dd/uuuu '00:00:00 +00:00'");

  private final DateTimeFormatter formatter;

  DateStyle(String pattern) {
    formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
  }

  public String format(LocalDate date) {
    return formatter.format(date);
  }

  /** Formats an ISO date such as {@code 2024-10-25}. */
  public String format(String isoDate) {
    return format(LocalDate.parse(isoDate));
  }
}
