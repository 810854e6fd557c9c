package io.github.pigmentspark.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A value is made once, kept as long as it may be, and never after it was to be forgotten. */
class CacheTest {
  private static final Duration KEEP = Duration.ofNanos(100);

  private long now = Long.MAX_VALUE - 50; // A clock may overflow.
  private final Cache<String, Integer> cache = new Cache<>(() -> now);
  private final AtomicInteger made = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void aValueIsKeptForAsLongAsItMayBeOld() {
    assertEquals(1, get("a"));
    now += 99;
    assertEquals(1, get("a"));
    assertEquals(2, get("b"));
    now += 1;
    assertEquals(3, get("a"));
    assertEquals(3, cache.get("a", Duration.ofDays(1), made::incrementAndGet));
    assertEquals(4, cache.get("a", Duration.ZERO, made::incrementAndGet));
  }

  @Test
  void itsAgeCountsFromTheQuestionNotFromTheAnswer() {
    cache.get(
        "a",
        KEEP,
        () -> {
          now += 60;
          return made.incrementAndGet();
        });
    now += 40;
    assertEquals(2, get("a"));
  }

  @Test
  void aFailureIsNotKept() {
    assertThrows(
        IllegalStateException.class,
        () ->
            cache.get(
                "a",
                KEEP,
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(1, get("a"));
  }

  @Test
  void whatIsForgottenIsMadeAgain() {
    get("a");
    get("b");
    cache.forget("a");
    assertEquals(3, get("a"));
    assertEquals(2, get("b"));
  }

  @Test
  void whatWasAskedForBeforeItWasForgottenIsNotKept() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    Future<Integer> old =
        threads.submit(
            () ->
                cache.get(
                    "a",
                    KEEP,
                    () -> {
                      asked.countDown();
                      await(forgotten);
                      return -1;
                    }));
    await(asked);
    cache.forget("a");
    forgotten.countDown();

    assertEquals(-1, old.get(60, TimeUnit.SECONDS));
    assertEquals(1, get("a"));
  }

  @Test
  void whoWantsTheSameWaitsForTheOneWhoMakesIt() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    Callable<Integer> ask =
        () -> {
          all.countDown();
          return cache.get(
              "a",
              KEEP,
              () -> {
                await(all);
                return made.incrementAndGet();
              });
        };
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(threads.submit(ask));
    }
    for (Future<Integer> answer : answers) {
      assertEquals(1, answer.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void anInterruptedThreadDoesNotWait() throws Exception {
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    threads.submit(
        () ->
            cache.get(
                "a",
                KEEP,
                () -> {
                  making.countDown();
                  await(never);
                  return 0;
                }));
    await(making);
    Thread.currentThread().interrupt();

    UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> get("a"));

    assertInstanceOf(InterruptedIOException.class, failure.getCause());
    assertTrue(Thread.interrupted());
  }

  private int get(String key) {
    return cache.get(key, KEEP, made::incrementAndGet);
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
