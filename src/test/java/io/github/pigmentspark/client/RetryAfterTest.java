package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.http.RetryableStatusException;
import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final ExportRequest VIEW =
      ExportRequest.builder(
              ExportKind.VIEW, "3f2b1a9e-5c1d-4e8f-9a7b-1c2d3e4f5a6b", DateFormat.ISO8601)
          .build();

  @ParameterizedTest
  @CsvSource({"7, 7", "0, 0", "'  30 ', 30", "3600, 3600", "-5, 0"})
  void itMayBeSeconds(String value, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), retryAfter(value));
  }

  @Test
  void itMayBeADate() {
    String date = httpDate(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90));
    Duration pause = retryAfter(date).orElseThrow();
    // The date has no fractions of a second, and a slow machine may take its time.
    assertTrue(pause.compareTo(Duration.ofSeconds(90)) <= 0, pause.toString());
    assertTrue(pause.compareTo(Duration.ofSeconds(60)) > 0, pause.toString());
  }

  @Test
  void aDateGoneByMeansAtOnce() {
    assertEquals(Optional.of(Duration.ZERO), retryAfter("Sun, 06 Nov 1994 08:49:37 GMT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "1.5", "", "2024-11-21", "99999999999999999999"})
  void whatCannotBeReadIsAsIfItWereNotThere(String value) {
    assertEquals(Optional.empty(), retryAfter(value));
  }

  @Test
  void itMayBeMissing() {
    assertEquals(Optional.empty(), failure(answer(503)).retryAfter());
  }

  private static Optional<Duration> retryAfter(String value) {
    return failure(answer(429).header("Retry-After", value)).retryAfter();
  }

  private static RetryableStatusException failure(Response.Builder response) {
    ExportResponse answer = new ExportResponse(response.build(), VIEW, ApiToken.of("key"));
    return assertInstanceOf(RetryableStatusException.class, answer.failure());
  }

  private static Response.Builder answer(int status) {
    return new Response.Builder()
        .request(new Request.Builder().url("https://pigment.app/").build())
        .protocol(Protocol.HTTP_2)
        .code(status)
        .message("")
        .body(ResponseBody.create("", null));
  }

  private static String httpDate(ZonedDateTime time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time);
  }
}
