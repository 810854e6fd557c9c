package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundProducerTest {
  private static final String THREAD = "producer-under-test";

  private final AtomicInteger produced = new AtomicInteger();
  private final Set<int[]> items = Collections.newSetFromMap(new ConcurrentHashMap<>());

  @Test
  void returnsItemsInTheOrderOfProduction() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(1000, 3)) {
      List<Integer> seen = new ArrayList<>();
      Optional<int[]> next = numbers.next(new int[1]);
      while (next.isPresent()) {
        seen.add(next.get()[0]);
        next = numbers.next(next.get());
      }
      assertEquals(1000, seen.size());
      for (int i = 0; i < seen.size(); i++) {
        assertEquals(i + 1, seen.get(i));
      }
      assertEquals(Optional.empty(), numbers.next(new int[1]), "after the end");
    }
  }

  @Test
  void doesNotTouchAnItemUntilItIsReturned() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(100, 3)) {
      int[] first = numbers.next(new int[1]).orElseThrow();
      int[] used = new int[1];
      for (int i = 2; i <= 100; i++) {
        used = numbers.next(used).orElseThrow();
        assertEquals(1, first[0]);
      }
    }
  }

  @Test
  void producesNoMoreItemsAheadThanAllowed() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(1000, 3)) {
      int[] used = new int[1];
      for (int i = 1; i <= 20; i++) {
        used = numbers.next(used).orElseThrow();
        // The ones taken and returned, and the ones ahead.
        assertProduced(i + Math.min(i, 3));
      }
      assertEquals(3, items.size());
    }
  }

  @Test
  void producesAheadOfTheConsumer() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(1000, 3)) {
      numbers.next(new int[1]);
      assertProduced(2);
      assertEquals(1, items.size());
    }
  }

  @Test
  void producesNothingBeforeTheFirstNext() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(10, 3)) {
      Thread.sleep(20);
      assertEquals(0, produced.get());
      assertEquals(0, items.size());
      assertEquals(0, numbers.waitingNanos());
    }
  }

  @Test
  void throwsTheProducersExceptionAfterTheItemsBeforeIt() throws Exception {
    for (Throwable failure :
        new Throwable[] {new IOException("broken"), new IllegalStateException(), new Error()}) {
      produced.set(0);
      try (BackgroundProducer<int[]> numbers =
          producer(
              item -> {
                item[0] = produced.incrementAndGet();
                if (item[0] == 3) {
                  throwAny(failure);
                }
                return true;
              })) {
        int[] used = numbers.next(new int[1]).orElseThrow();
        int[] last = numbers.next(used).orElseThrow();
        assertEquals(2, last[0]);
        assertSame(failure, assertThrows(Throwable.class, () -> numbers.next(last)));
        assertSame(failure, assertThrows(Throwable.class, () -> numbers.next(last)), "again");
      }
    }
  }

  @Test
  void closeEndsTheThreadAndAPendingNext() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    BackgroundProducer<int[]> numbers =
        producer(
            item -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
                return true;
              } catch (InterruptedException e) {
                ended.countDown();
                throw new InterruptedIOException();
              }
            });
    Thread closer =
        new Thread(
            () -> {
              try {
                begun.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              numbers.close();
            });
    closer.start();
    assertThrows(InterruptedIOException.class, () -> numbers.next(new int[1]));
    assertThrows(InterruptedIOException.class, () -> numbers.next(new int[1]), "again");
    ended.await();
  }

  @Test
  void nextFailsOnceCancelled() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    try (BackgroundProducer<int[]> numbers =
        BackgroundProducer.of(() -> new int[1], 2, item -> true, cancelled::get, THREAD)) {
      int[] used = numbers.next(new int[1]).orElseThrow();
      cancelled.set(true);
      assertThrows(InterruptedIOException.class, () -> numbers.next(used));
    }
  }

  @Test
  void nextFailsOnAnInterruptedThreadEvenIfAnItemIsReady() throws Exception {
    try (BackgroundProducer<int[]> numbers = numbers(1000, 3)) {
      int[] used = numbers.next(new int[1]).orElseThrow();
      while (numbers.isConsumerWaiting()) {
        Thread.sleep(1);
      }
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> numbers.next(used));
      assertTrue(Thread.interrupted(), "the interrupt flag stays set");
    }
  }

  @Test
  void nextFailsIfTheProducersThreadIsInterrupted() {
    IOException failure = new IOException("broken");
    for (boolean fails : new boolean[] {true, false}) {
      try (BackgroundProducer<int[]> numbers =
          producer(
              item -> {
                Thread.currentThread().interrupt();
                if (fails) {
                  throw failure;
                }
                return true;
              })) {
        IOException seen =
            assertThrows(
                IOException.class,
                () -> {
                  Optional<int[]> next = numbers.next(new int[1]);
                  while (next.isPresent()) {
                    next = numbers.next(next.get());
                  }
                });
        assertEquals(
            fails ? "broken" : "The thread producer-under-test was interrupted", seen.getMessage());
      }
    }
  }

  @Test
  void consumerWaitsWhileNoItemIsReady() throws Exception {
    CountDownLatch mayGoOn = new CountDownLatch(1);
    try (BackgroundProducer<int[]> numbers =
        producer(
            item -> {
              item[0] = produced.incrementAndGet();
              return item[0] == 1 || await(mayGoOn);
            })) {
      assertTrue(numbers.isConsumerWaiting());
      numbers.next(new int[1]);
      assertTrue(numbers.isConsumerWaiting());
      mayGoOn.countDown();
      while (numbers.isConsumerWaiting()) {
        Thread.sleep(1);
      }
      assertTrue(numbers.waitingNanos() > 0);
    }
  }

  @Test
  void keepsNoItemsOnceClosed() throws Exception {
    List<WeakReference<int[]>> kept = Collections.synchronizedList(new ArrayList<>());
    Supplier<int[]> newItems =
        () -> {
          int[] item = new int[1];
          kept.add(new WeakReference<>(item));
          return item;
        };
    BackgroundProducer<int[]> numbers =
        BackgroundProducer.of(newItems, 3, item -> true, () -> false, THREAD);
    int[] used = newItems.get();
    for (int i = 0; i < 10; i++) {
      used = numbers.next(used).orElseThrow();
    }
    used = null;

    numbers.close();

    for (int i = 0; i < 100 && kept.stream().anyMatch(item -> item.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertEquals(4, kept.size());
    assertTrue(kept.stream().allMatch(item -> item.get() == null));
    Reference.reachabilityFence(numbers);
  }

  /** Waits for this many items, and checks for a moment that no other follows. */
  private void assertProduced(int expected) throws InterruptedException {
    while (produced.get() < expected) {
      Thread.sleep(1);
    }
    Thread.sleep(10);
    assertEquals(expected, produced.get());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void throwAny(Throwable failure) throws IOException {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw (IOException) failure;
  }

  private static BackgroundProducer<int[]> producer(BackgroundProducer.Producer<int[]> producer) {
    return BackgroundProducer.of(() -> new int[1], 2, producer, () -> false, THREAD);
  }

  /** Produces the numbers from 1 to {@code count}. */
  private BackgroundProducer<int[]> numbers(int count, int maxAhead) {
    return BackgroundProducer.of(
        () -> {
          int[] item = new int[1];
          items.add(item);
          return item;
        },
        maxAhead,
        item -> {
          if (produced.get() == count) {
            return false;
          }
          item[0] = produced.incrementAndGet();
          return true;
        },
        () -> false,
        THREAD);
  }
}
