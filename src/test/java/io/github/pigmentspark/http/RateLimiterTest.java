package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private long now = Long.MAX_VALUE - 5; // A clock may overflow.

  private final RateLimiter limiter = new RateLimiter(3, Duration.ofNanos(100), () -> now);

  @Test
  void allowsNoMoreThanTheLimitWithinTheWindow() {
    assertEquals(0, limiter.tryAcquire());
    now += 40;
    assertEquals(0, limiter.tryAcquire());
    assertEquals(0, limiter.tryAcquire());

    assertEquals(60, limiter.tryAcquire());
    now += 59;
    assertEquals(1, limiter.tryAcquire());
    now += 1;
    assertEquals(0, limiter.tryAcquire());
    assertEquals(40, limiter.tryAcquire());
    now += 40;
    assertEquals(0, limiter.tryAcquire());
    assertEquals(0, limiter.tryAcquire());
    assertEquals(60, limiter.tryAcquire());
  }

  @Test
  void isSharedByAllClientsOfABaseUrl() {
    assertSame(RateLimiter.of("https://a.example"), RateLimiter.of("https://a.example"));
    assertNotSame(RateLimiter.of("https://a.example"), RateLimiter.of("https://b.example"));
  }
}
