package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateTextTest {
  @Test
  void parsesEveryDayOfYears1To9999LikeJavaTime() {
    LocalDate date = LocalDate.of(1, 1, 1);
    long last = LocalDate.of(9999, 12, 31).toEpochDay();
    for (long day = date.toEpochDay(); day <= last; day++, date = date.plusDays(1)) {
      int year = date.getYear();
      int month = date.getMonthValue();
      int dayOfMonth = date.getDayOfMonth();
      assertDay(day, iso(year, month, dayOfMonth));
      assertDay(day, legacy(year, month, dayOfMonth));
    }
  }

  @Test
  void rejectsDaysThatDoNotExist() {
    for (int year : new int[] {0, 1, 1900, 1999, 2000, 2023, 2024, 2100, 9999}) {
      for (int month = 0; month <= 99; month++) {
        for (int day = 0; day <= 99; day++) {
          boolean exists =
              year > 0
                  && month >= 1
                  && month <= 12
                  && day >= 1
                  && day <= YearMonth.of(year, month).lengthOfMonth();
          long expected = exists ? LocalDate.of(year, month, day).toEpochDay() : DateText.NONE;
          assertDay(expected, iso(year, month, day));
          assertDay(expected, legacy(year, month, day));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2024-11-2",
        "2024-11-211",
        "2024/11/21",
        "2024-11/21",
        "2024/11-21",
        "11-21-2024",
        "11/21-2024",
        "11-21/2024",
        "2024-1a-21",
        "-024-11-21",
        "+024-11-21",
        "2024-+1-21",
        "20 4-11-21",
        "11/21/20 4",
        "２024-11-1",
        "2024-11-21 ",
      })
  void rejectsOtherDateFormats(String text) {
    assertEquals(DateText.NONE, Texts.apply(DateText::day, text));
  }

  @Test
  void rejectsOtherBytesForDigitsAndDashes() {
    byte[] text = iso(2024, 11, 21);
    for (int i = 0; i < text.length; i++) {
      byte right = text[i];
      for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
        text[i] = (byte) b;
        boolean isDigit = right != '-' && b >= '0' && b <= '9';
        if (b != right && !isDigit) {
          assertDay(DateText.NONE, text);
        }
      }
      text[i] = right;
    }
  }

  @Test
  void parsesTimesLikeJavaTime() {
    for (int hour = 0; hour <= 30; hour++) {
      for (int minute = 0; minute <= 70; minute += 5) {
        for (int second : new int[] {0, 1, 30, 59, 60, 61, 99}) {
          boolean exists = hour < 24 && minute < 60 && second < 60;
          long expected =
              exists ? LocalTime.of(hour, minute, second).toSecondOfDay() : DateText.NONE;
          String text = String.format("01/01/1970 %02d:%02d:%02d +00:00", hour, minute, second);
          assertEquals(expected, Texts.apply(DateText::localSeconds, text), text);
          assertEquals(expected, Texts.apply(DateText::instantSeconds, text), text);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "+00:00, 0",
    "-00:00, 0",
    "+00:01, -60",
    "-00:01, 60",
    "+02:00, -7200",
    "-05:45, 20700",
    "+14:00, -50400",
    "-14:00, 50400",
  })
  void appliesOffsetToTheInstantButNotToTheLocalTime(String offset, long expected) {
    String text = "01/01/1970 00:00:00 " + offset;
    assertEquals(expected, Texts.apply(DateText::instantSeconds, text));
    assertEquals(0, Texts.apply(DateText::localSeconds, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01/01/1970",
        "01/01/1970 00:00:00",
        "01/01/1970 00:00:00 Z",
        "01/01/1970 00:00:00 +0000",
        "01/01/1970 00:00:00 +00:0",
        "01/01/1970 00:00:00 +00:000",
        "01/01/1970T00:00:00 +00:00",
        "01/01/1970 00.00:00 +00:00",
        "01/01/1970 00:00.00 +00:00",
        "01/01/1970 00:00:00T+00:00",
        "01/01/1970 00:00:00 *00:00",
        "01/01/1970 00:00:00 +00.00",
        "01/01/1970 00:00:00 +0a:00",
        "01/01/1970 00:00:00 +00:a0",
        "01/01/1970 00:00:00 +00:60",
        "01/01/1970 00:00:00 +14:01",
        "01/01/1970 00:00:00 -15:00",
        "01/01/1970 a0:00:00 +00:00",
        "01/01/1970 00:a0:00 +00:00",
        "01/01/1970 00:00:a0 +00:00",
        "02/30/1970 00:00:00 +00:00",
        "01/01/0000 00:00:00 +00:00",
        "1970-01-01 00:00:00 +00:00",
      })
  void rejectsOtherTimestampFormats(String text) {
    assertEquals(DateText.NONE, Texts.apply(DateText::localSeconds, text));
    assertEquals(DateText.NONE, Texts.apply(DateText::instantSeconds, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-02-29", "1999-12-31", "0001-10-01", "2000-03-19"})
  void parsesIsoDatesWithOneByteReplacedLikeJavaTime(String text) {
    DateTimeFormatter format = strict("uuuu-MM-dd");
    compareWithEachByteReplaced(
        text, DateText::day, other -> LocalDate.parse(other, format).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"02/29/2024", "12/31/1999", "10/01/0001", "03/19/2000"})
  void parsesLegacyDatesWithOneByteReplacedLikeJavaTime(String text) {
    DateTimeFormatter format = strict("MM/dd/uuuu");
    compareWithEachByteReplaced(
        text, DateText::day, other -> LocalDate.parse(other, format).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"02/29/2024 23:59:09 +00:00", "12/31/1999 09:00:59 -13:59"})
  void parsesTimestampsWithOneByteReplacedLikeJavaTime(String text) {
    DateTimeFormatter format = strict("MM/dd/uuuu HH:mm:ss xxx");
    compareWithEachByteReplaced(
        text,
        DateText::instantSeconds,
        other -> {
          OffsetDateTime time = OffsetDateTime.parse(other, format);
          int offset = Math.abs(time.getOffset().getTotalSeconds());
          return offset > 14 * 3600 ? DateText.NONE : time.toEpochSecond();
        });
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static void compareWithEachByteReplaced(
      String text, Texts.TextMethod<Long> method, ToLongFunction<String> javaTime) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int read = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte before = bytes[i];
      for (int value = 0; value < 256; value++) {
        bytes[i] = (byte) value;
        String other = new String(bytes, StandardCharsets.ISO_8859_1);
        long expected;
        try {
          expected =
              other.startsWith("0000") || other.startsWith("0000", 6)
                  ? DateText.NONE
                  : javaTime.applyAsLong(other);
        } catch (DateTimeException e) {
          expected = DateText.NONE;
        }
        assertEquals(expected, method.apply(bytes, 0, bytes.length), other);
        read += expected == DateText.NONE ? 0 : 1;
      }
      bytes[i] = before;
    }
    assertTrue(read > bytes.length, read + " texts are dates");
  }

  private static void assertDay(long expected, byte[] text) {
    if (DateText.day(text, 0, text.length) != expected) {
      assertEquals(
          expected,
          DateText.day(text, 0, text.length),
          new String(text, StandardCharsets.US_ASCII));
    }
  }

  private static byte[] iso(int year, int month, int day) {
    byte[] text = new byte[10];
    put(text, 0, 4, year);
    text[4] = '-';
    put(text, 5, 2, month);
    text[7] = '-';
    put(text, 8, 2, day);
    return text;
  }

  private static byte[] legacy(int year, int month, int day) {
    byte[] text = new byte[10];
    put(text, 0, 2, month);
    text[2] = '/';
    put(text, 3, 2, day);
    text[5] = '/';
    put(text, 6, 4, year);
    return text;
  }

  private static void put(byte[] text, int start, int digits, int value) {
    for (int i = start + digits - 1, rest = value; i >= start; i--, rest /= 10) {
      text[i] = (byte) ('0' + rest % 10);
    }
  }
}
