package io.github.pigmentspark.pigment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final int DRAWS = 2000;
  private static final RetryPolicy POLICY =
      RetryPolicy.of(5, Duration.ofMinutes(10), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "1, 1000",
    "2, 2000",
    "3, 4000",
    "4, 8000",
    "5, 16000",
    "6, 32000",
    "7, 60000",
    "8, 60000",
    "100, 60000"
  })
  void pausesDoubleUpToOneMinuteWithJitterBelow(int retry, long longestMillis) {
    long shortest = pauses(retry, false).min().orElseThrow();
    long longest = pauses(retry, false).max().orElseThrow();
    assertTrue(shortest >= longestMillis / 2, "shortest: " + shortest);
    assertTrue(longest <= longestMillis, "longest: " + longest);
    assertTrue(shortest < 0.55 * longestMillis, "shortest: " + shortest);
    assertTrue(longest > 0.95 * longestMillis, "longest: " + longest);
  }

  @ParameterizedTest
  @CsvSource({"1, 20000", "2, 40000", "3, 80000", "4, 160000", "5, 160000", "100, 160000"})
  void rateLimitPausesDoubleWithJitterAbove(int retry, long shortestMillis) {
    long shortest = pauses(retry, true).min().orElseThrow();
    long longest = pauses(retry, true).max().orElseThrow();
    assertTrue(shortest >= shortestMillis, "shortest: " + shortest);
    assertTrue(longest <= 1.25 * shortestMillis, "longest: " + longest);
    assertTrue(shortest < 1.03 * shortestMillis, "shortest: " + shortest);
    assertTrue(longest > 1.22 * shortestMillis, "longest: " + longest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void remainingRetriesOutlastTheRateLimitWindow(int others) {
    long shortest = waited(others, retry -> pauses(retry, true).min());
    long longest = waited(others, retry -> pauses(retry, true).max());
    assertTrue(shortest >= 300_000, shortest + " ms");
    assertTrue(longest >= 300_000, longest + " ms");
  }

  /** Returns the total pause of the retries that remain after some for another reason. */
  private static long waited(int others, IntFunction<OptionalLong> pauseOf) {
    long waited = 0;
    for (int retry = others + 1; retry <= POLICY.maxRetries(); retry++) {
      long pause = pauseOf.apply(retry).orElseThrow();
      if (waited + pause > POLICY.timeout().toMillis()) {
        break;
      }
      waited += pause;
    }
    return waited;
  }

  @Test
  void firstPauseIsTheInterval() {
    RetryPolicy policy = RetryPolicy.of(5, Duration.ofMinutes(10), Duration.ofMillis(40));
    for (int i = 0; i < DRAWS; i++) {
      long millis = policy.pause(1, false).toMillis();
      assertTrue(millis >= 20 && millis <= 40, millis + " ms");
    }
  }

  @Test
  void intervalIsAtMostOneMinute() {
    RetryPolicy policy = RetryPolicy.of(5, Duration.ofDays(1), Duration.ofHours(1));
    for (int retry = 1; retry < 100; retry++) {
      long millis = policy.pause(retry, false).toMillis();
      assertTrue(millis >= 30_000 && millis <= 60_000, millis + " ms");
    }
  }

  @Test
  void policiesWithSameValuesAreEqual() {
    assertEquals(POLICY, RetryPolicy.of(5, Duration.ofSeconds(600), Duration.ofMillis(1000)));
    assertEquals(
        POLICY.hashCode(),
        RetryPolicy.of(5, Duration.ofSeconds(600), Duration.ofMillis(1000)).hashCode());
    assertNotEquals(POLICY, RetryPolicy.of(4, Duration.ofMinutes(10), Duration.ofSeconds(1)));
    assertNotEquals(POLICY, RetryPolicy.of(5, Duration.ofMinutes(11), Duration.ofSeconds(1)));
    assertNotEquals(POLICY, RetryPolicy.of(5, Duration.ofMinutes(10), Duration.ofSeconds(2)));
  }

  private static LongStream pauses(int retry, boolean rateLimited) {
    return LongStream.range(0, DRAWS).map(i -> POLICY.pause(retry, rateLimited).toMillis());
  }
}
