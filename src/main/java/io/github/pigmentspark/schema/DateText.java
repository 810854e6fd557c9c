package io.github.pigmentspark.schema;

import java.util.concurrent.TimeUnit;

/**
 * The text forms of dates and times in exports: {@code 2024-11-21} (Iso8601), {@code 10/25/2024}
 * and {@code 10/25/2024 00:00:00 +00:00} (Legacy). The year is 1 to 9999, and the date must exist.
 */
public final class DateText {
  /** The result for text that is not a date or time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final int DATE_LENGTH = "2024-11-21".length();
  private static final int TIMESTAMP_LENGTH = "10/25/2024 00:00:00 +00:00".length();
  private static final int MAX_OFFSET_MINUTES = 14 * 60;
  public static final long SECONDS_PER_DAY = TimeUnit.DAYS.toSeconds(1);
  private static final int[] DAYS_IN_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
  };

  /** The number of days from 0001-01-01 to 1970-01-01. */
  private static final int DAYS_BEFORE_1970 = 719_162;

  private DateText() {}

  static CellType type(byte[] bytes, int start, int end) {
    if (isoDay(bytes, start, end) != NONE) {
      return CellType.ISO_DATE;
    }
    if (legacyDay(bytes, start, end) != NONE) {
      return CellType.LEGACY_DATE;
    }
    return localSeconds(bytes, start, end) == NONE ? CellType.TEXT : CellType.LEGACY_TIMESTAMP;
  }

  /** Parses {@code 2024-11-21} or {@code 10/25/2024}, and returns the days since 1970-01-01. */
  public static long day(byte[] bytes, int start, int end) {
    long iso = isoDay(bytes, start, end);
    return iso == NONE ? legacyDay(bytes, start, end) : iso;
  }

  private static long isoDay(byte[] bytes, int start, int end) {
    if (end - start != DATE_LENGTH || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      return NONE;
    }
    return epochDay(
        digits(bytes, start, 4), digits(bytes, start + 5, 2), digits(bytes, start + 8, 2));
  }

  private static long legacyDay(byte[] bytes, int start, int end) {
    if (end - start != DATE_LENGTH || bytes[start + 2] != '/' || bytes[start + 5] != '/') {
      return NONE;
    }
    return epochDay(
        digits(bytes, start + 6, 4), digits(bytes, start, 2), digits(bytes, start + 3, 2));
  }

  /**
   * Parses the date and time of {@code 10/25/2024 00:00:00 +00:00}, and returns the seconds since
   * 1970-01-01 00:00:00 local time. The offset is ignored.
   */
  public static long localSeconds(byte[] bytes, int start, int end) {
    if (end - start != TIMESTAMP_LENGTH
        || bytes[start + 10] != ' '
        || bytes[start + 13] != ':'
        || bytes[start + 16] != ':'
        || bytes[start + 19] != ' '
        || offsetMinutes(bytes, start) == NONE) {
      return NONE;
    }
    long day = legacyDay(bytes, start, start + DATE_LENGTH);
    int hour = digits(bytes, start + 11, 2);
    int minute = digits(bytes, start + 14, 2);
    int second = digits(bytes, start + 17, 2);
    if (day == NONE || !in(hour, 24) || !in(minute, 60) || !in(second, 60)) {
      return NONE;
    }
    return day * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
  }

  /**
   * Parses {@code 10/25/2024 00:00:00 +00:00} as an instant, and returns the seconds since the
   * epoch.
   */
  public static long instantSeconds(byte[] bytes, int start, int end) {
    long local = localSeconds(bytes, start, end);
    return local == NONE ? NONE : local - 60 * offsetMinutes(bytes, start);
  }

  private static long offsetMinutes(byte[] bytes, int start) {
    byte sign = bytes[start + 20];
    int hours = digits(bytes, start + 21, 2);
    int minutes = digits(bytes, start + 24, 2);
    if ((sign != '+' && sign != '-')
        || bytes[start + 23] != ':'
        || hours < 0
        || !in(minutes, 60)
        || 60 * hours + minutes > MAX_OFFSET_MINUTES) {
      return NONE;
    }
    return (sign == '-' ? -1 : 1) * (60L * hours + minutes);
  }

  private static boolean in(int value, int limit) {
    return value >= 0 && value < limit;
  }

  private static long epochDay(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > DAYS_IN_MONTH[month - 1] + (leap && month == 2 ? 1 : 0)) {
      return NONE;
    }
    int years = year - 1;
    int leapDays = years / 4 - years / 100 + years / 400;
    int dayOfYear = DAYS_BEFORE_MONTH[month - 1] + (leap && month > 2 ? 1 : 0) + day;
    return 365L * years + leapDays + dayOfYear - DAYS_BEFORE_1970 - 1;
  }

  /** Parses a number with {@code count} digits. Returns -1 if a character is not a digit. */
  private static int digits(byte[] bytes, int start, int count) {
    int value = 0;
    for (int i = start; i < start + count; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
