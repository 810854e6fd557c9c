package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Never more requests within a window than allowed. */
class RateLimiterTest {
  private long now = Long.MAX_VALUE - 5; // A clock may overflow.

  private final RateLimiter budget = new RateLimiter(3, Duration.ofNanos(100), () -> now);

  @Test
  void whatIsAllowedIsSentAtOnceAndTheRestWhenTheWindowHasMoved() {
    assertEquals(0, budget.tryToSpend());
    now += 40;
    assertEquals(0, budget.tryToSpend());
    assertEquals(0, budget.tryToSpend());

    assertEquals(60, budget.tryToSpend());
    now += 59;
    assertEquals(1, budget.tryToSpend());
    now += 1;
    assertEquals(0, budget.tryToSpend());
    assertEquals(40, budget.tryToSpend());
    now += 40;
    assertEquals(0, budget.tryToSpend());
    assertEquals(0, budget.tryToSpend());
    assertEquals(60, budget.tryToSpend());
  }

  @Test
  void allClientsOfAnAddressShareIt() {
    assertSame(RateLimiter.of("https://a.example"), RateLimiter.of("https://a.example"));
    assertNotSame(RateLimiter.of("https://a.example"), RateLimiter.of("https://b.example"));
  }
}
