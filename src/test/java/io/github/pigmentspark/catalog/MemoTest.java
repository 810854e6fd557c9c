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

class MemoTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final Memo<String, Integer> memo = new Memo<>();
  private final AtomicInteger computed = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  @Test
  void cachesResultsUpToAnAge() throws InterruptedException {
    assertEquals(1, get("a"));
    assertEquals(1, get("a"));
    assertEquals(2, get("b"));
    Thread.sleep(20);
    assertEquals(1, get("a"));
    assertEquals(3, memo.get("a", Duration.ofMillis(10), computed::incrementAndGet));
    assertEquals(4, memo.get("a", Duration.ZERO, computed::incrementAndGet));
  }

  @Test
  void doesNotCacheFailures() {
    IllegalStateException failure = new IllegalStateException();
    assertEquals(failure, assertThrows(IllegalStateException.class, () -> fail(failure)));
    assertEquals(1, get("a"));
  }

  @Test
  void discardsOneOrAllResults() {
    get("a");
    get("b");
    memo.forget("a");
    assertEquals(3, get("a"));
    assertEquals(2, get("b"));
    memo.forgetAll();
    assertEquals(4, get("b"));
  }

  @Test
  void doesNotCacheAResultDiscardedDuringItsComputation() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch forgotten = new CountDownLatch(1);
    Future<Integer> old =
        threads.submit(
            () ->
                memo.get(
                    "a",
                    LONG,
                    () -> {
                      began.countDown();
                      await(forgotten);
                      return -1;
                    }));
    await(began);
    memo.forget("a");
    forgotten.countDown();

    assertEquals(-1, old.get(60, TimeUnit.SECONDS));
    assertEquals(1, get("a"));
  }

  @Test
  void computesOnceForThreadsThatNeedTheSame() throws Exception {
    CountDownLatch all = new CountDownLatch(8);
    Callable<Integer> get =
        () -> {
          all.countDown();
          return memo.get(
              "a",
              LONG,
              () -> {
                await(all);
                return computed.incrementAndGet();
              });
        };
    List<Future<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(threads.submit(get));
    }
    for (Future<Integer> result : results) {
      assertEquals(1, result.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void computesAgainIfTheOtherThreadIsInterrupted() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Future<Integer> other =
        threads.submit(
            () ->
                memo.get(
                    "a",
                    LONG,
                    () -> {
                      began.countDown();
                      await(never);
                      return -1;
                    }));
    await(began);
    Future<Integer> waiting = threads.submit(() -> get("a"));

    other.cancel(true);

    assertEquals(1, waiting.get(60, TimeUnit.SECONDS));
  }

  @Test
  void doesNotWaitInAnInterruptedThread() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    threads.submit(
        () ->
            memo.get(
                "a",
                LONG,
                () -> {
                  began.countDown();
                  await(never);
                  return 0;
                }));
    await(began);
    Thread.currentThread().interrupt();

    UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> get("a"));

    assertInstanceOf(InterruptedIOException.class, failure.getCause());
    assertTrue(Thread.interrupted());
  }

  private int get(String key) {
    return memo.get(key, LONG, computed::incrementAndGet);
  }

  private void fail(RuntimeException failure) {
    memo.get(
        "a",
        LONG,
        () -> {
          throw failure;
        });
  }

  private static void await(CountDownLatch latch) throws InterruptedIOException {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
