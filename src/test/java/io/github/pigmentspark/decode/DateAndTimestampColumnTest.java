package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateAndTimestampColumnTest {
  private static final DateTimeFormatter LEGACY =
      DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss xxx");

  private final FieldDecoder toDate = FieldDecoder.of("DATE");
  private final FieldDecoder toTimestamp = FieldDecoder.of("TIMESTAMP");
  private final FieldDecoder toTimestampNtz = FieldDecoder.of("TIMESTAMP_NTZ");

  @ParameterizedTest
  @CsvSource({
    "2024-11-21, 2024-11-21",
    "10/25/2024, 2024-10-25",
    "02/03/2024, 2024-02-03",
    "1969-12-31, 1969-12-31",
    "0001-01-01, 0001-01-01",
    "12/31/9999, 9999-12-31",
  })
  void decodesDates(String field, LocalDate expected) {
    assertEquals(Optional.of(expected.toEpochDay()), toDate.decode(field));
  }

  @Test
  void decodesEveryDayOfYears1To9999() {
    DateTimeFormatter legacy = DateTimeFormatter.ofPattern("MM/dd/uuuu");
    long last = LocalDate.of(9999, 12, 31).toEpochDay();
    for (long day = LocalDate.of(1, 1, 1).toEpochDay(); day <= last; day++) {
      LocalDate date = LocalDate.ofEpochDay(day);
      String field = (day & 1) == 0 ? date.toString() : legacy.format(date);
      assertEquals(Optional.of(day), toDate.decode(field), field);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10/25/2024 00:00:00 +00:00, 2024-10-25",
    "10/25/2024 00:00:00 +02:00, 2024-10-25",
    "10/25/2024 00:00:00 -11:30, 2024-10-25",
    "12/31/1969 00:00:00 +00:00, 1969-12-31",
  })
  void decodesTimestampAtMidnightAsItsDay(String field, LocalDate expected) {
    assertEquals(Optional.of(expected.toEpochDay()), toDate.decode(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10/25/2024 00:00:01 +00:00",
        "10/25/2024 12:00:00 +00:00",
        "10/24/2024 22:00:00 -02:00",
        "12/31/1969 23:59:59 +00:00",
      })
  void rejectsTimestampAtAnotherTimeAsDate(String field) {
    assertFalse(toDate.accepts(field));
  }

  @ParameterizedTest
  @CsvSource({
    "10/25/2024 00:00:00 +00:00, 2024-10-25T00:00:00Z",
    "10/25/2024 13:14:15 +00:00, 2024-10-25T13:14:15Z",
    "10/25/2024 00:30:00 +02:00, 2024-10-24T22:30:00Z",
    "10/25/2024 23:30:00 -05:45, 2024-10-26T05:15:00Z",
    "10/25/2024 00:00:00 -00:00, 2024-10-25T00:00:00Z",
    "10/25/2024 00:00:00 +14:00, 2024-10-24T10:00:00Z",
    "01/01/1960 00:00:00 +00:00, 1960-01-01T00:00:00Z",
    "2024-11-21, 2024-11-21T00:00:00Z",
    "10/25/2024, 2024-10-25T00:00:00Z",
  })
  void decodesTimestampAsInstantInMicroseconds(String field, Instant expected) {
    assertEquals(Optional.of(micros(expected)), toTimestamp.decode(field));
  }

  @ParameterizedTest
  @CsvSource({
    "10/25/2024 00:00:00 +00:00, 2024-10-25T00:00:00",
    "10/25/2024 00:30:00 +02:00, 2024-10-25T00:30:00",
    "10/25/2024 23:30:00 -05:45, 2024-10-25T23:30:00",
    "12/31/1969 23:59:59 +01:00, 1969-12-31T23:59:59",
    "2024-11-21, 2024-11-21T00:00:00",
    "10/25/2024, 2024-10-25T00:00:00",
  })
  void decodesTimestampNtzAsWritten(String field, LocalDateTime expected) {
    assertEquals(
        Optional.of(micros(expected.toInstant(ZoneOffset.UTC))), toTimestampNtz.decode(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-30",
        "02/29/2023",
        "13/01/2024",
        "0000-01-01",
        "24-11-21",
        "2024-1-1",
        "1/1/2024",
        "2024/11/21",
        "21.11.2024",
        "Jan 21",
        "2024-11-21T00:00:00Z",
        "2024-11-21 00:00:00",
        "10/25/2024 24:00:00 +00:00",
        "10/25/2024 00:60:00 +00:00",
        "10/25/2024 00:00:60 +00:00",
        "10/25/2024 00:00:00 +14:01",
        "10/25/2024 00:00:00 +00:60",
        "10/25/2024 00:00:00 00:00",
        "10/25/2024 00:00:00 Z",
        "10/25/2024 00:00:00",
        "20241121",
        " 2024-11-21",
        "2024-11-21 ",
      })
  void rejectsTextThatIsNotADate(String field) {
    assertFalse(toDate.accepts(field));
    assertFalse(toTimestamp.accepts(field));
    assertFalse(toTimestampNtz.accepts(field));
  }

  @Test
  void decodesTimestampsLikeJavaTime() {
    SplittableRandom random = new SplittableRandom(20_241_121);
    long first = LocalDateTime.of(1, 1, 2, 0, 0).toEpochSecond(ZoneOffset.UTC);
    long last = LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC);
    for (int i = 0; i < 50_000; i++) {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-14 * 60, 14 * 60 + 1));
      OffsetDateTime time = Instant.ofEpochSecond(random.nextLong(first, last)).atOffset(offset);
      String field = LEGACY.format(time);
      assertEquals(Optional.of(micros(time.toInstant())), toTimestamp.decode(field), field);
      assertEquals(
          Optional.of(micros(time.toLocalDateTime().toInstant(ZoneOffset.UTC))),
          toTimestampNtz.decode(field),
          field);
    }
  }

  private static long micros(Instant instant) {
    return TimeUnit.SECONDS.toMicros(instant.getEpochSecond());
  }
}
