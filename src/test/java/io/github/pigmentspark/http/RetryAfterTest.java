package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.TestSettings;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private final Simulator pigment = Simulator.start();

  @AfterEach
  void close() {
    pigment.close();
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 0",
    "'  30 ', 30",
    "3600, 3600",
    "3000000000, 3000000000",
    "99999999999999999999, 9999999999"
  })
  void parsesSeconds(String value, long seconds) throws IOException {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), retryAfter(value));
  }

  @Test
  void parsesDate() throws IOException {
    ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(90);
    Duration wait = retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)).orElseThrow();
    // The date has no fractions of a second, and a slow machine may take its time.
    assertTrue(wait.compareTo(Duration.ofSeconds(90)) <= 0, wait.toString());
    assertTrue(wait.compareTo(Duration.ofSeconds(60)) > 0, wait.toString());
  }

  @Test
  void returnsZeroForAPastDate() throws IOException {
    assertEquals(Optional.of(Duration.ZERO), retryAfter("Sun, 06 Nov 1994 08:49:37 GMT"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "1.5", "", "-5", "2024-11-21"})
  void ignoresInvalidValue(String value) throws IOException {
    assertEquals(Optional.empty(), retryAfter(value));
  }

  @Test
  void isEmptyWithoutHeader() throws IOException {
    assertEquals(Optional.empty(), retryAfter(Fault.status(503)));
  }

  private Optional<Duration> retryAfter(String value) throws IOException {
    return retryAfter(Fault.status(503).retryAfter(value));
  }

  /** Fails on a second request, which OkHttp would send by itself. */
  private Optional<Duration> retryAfter(Fault fault) throws IOException {
    pigment.next(fault);
    OkHttpClient http =
        HttpClients.create(
            TestSettings.builder(pigment.url(), Simulator.API_KEY).build(),
            new ConnectionPool(0, 1, TimeUnit.MINUTES));
    Request request =
        new Request.Builder()
            .url(pigment.url() + "/api/export/view/" + Simulator.EXAMPLE_VIEW)
            .build();
    try (Response response = http.newCall(request).execute()) {
      assertEquals(503, response.code());
      return RetryAfter.of(response);
    }
  }
}
