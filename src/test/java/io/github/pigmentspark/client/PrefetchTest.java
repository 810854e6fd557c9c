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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrefetchTest {
  private final AtomicInteger made = new AtomicInteger();
  private final Set<int[]> items = Collections.newSetFromMap(new ConcurrentHashMap<>());

  @Test
  void itemsComeInTheOrderInWhichTheyWereMade() throws Exception {
    try (Prefetch<int[]> numbers = numbers(1000, 3)) {
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
      assertEquals(Optional.empty(), numbers.next(new int[1]), "the end stays the end");
    }
  }

  @Test
  void anItemIsLeftAloneUntilItIsGivenBack() throws Exception {
    try (Prefetch<int[]> numbers = numbers(100, 3)) {
      int[] first = numbers.next(new int[1]).get();
      int[] used = new int[1];
      for (int i = 2; i <= 100; i++) {
        used = numbers.next(used).get();
        assertEquals(1, first[0]);
      }
    }
  }

  @Test
  void noMoreItemsAreMadeAheadThanAllowed() throws Exception {
    try (Prefetch<int[]> numbers = numbers(1000, 3)) {
      int[] used = new int[1];
      for (int i = 1; i <= 20; i++) {
        used = numbers.next(used).get();
        Thread.sleep(5);
        // The one taken, those ahead, and the one that was given back.
        assertTrue(made.get() <= i + 4, made + " made, " + i + " taken");
      }
      assertEquals(3, items.size());
    }
  }

  @Test
  void aClosedOneKeepsNoItems() throws Exception {
    List<WeakReference<int[]>> kept = new ArrayList<>();
    Supplier<int[]> empty =
        () -> {
          int[] item = new int[1];
          kept.add(new WeakReference<>(item));
          return item;
        };
    Prefetch<int[]> numbers = Prefetch.of(empty, 3, item -> true, () -> false, "maker");
    int[] used = empty.get();
    for (int i = 0; i < 10; i++) {
      used = numbers.next(used).get();
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

  @Test
  void aUserThatWantsOneHasTwoMadeAtMost() throws Exception {
    try (Prefetch<int[]> numbers = numbers(1000, 3)) {
      numbers.next(new int[1]);
      Thread.sleep(50);
      assertTrue(made.get() <= 2, made + " made");
    }
  }

  @Test
  void aFailureComesBehindWhatWasMadeBeforeIt() throws Exception {
    IOException failure = new IOException("broken");
    try (Prefetch<int[]> numbers =
        Prefetch.of(
            () -> new int[1],
            2,
            item -> {
              item[0] = made.incrementAndGet();
              if (item[0] == 3) {
                throw failure;
              }
              return true;
            },
            () -> false,
            "prefetch-under-test")) {
      int[] used = numbers.next(new int[1]).get();
      int[] last = numbers.next(used).get();
      assertEquals(2, last[0]);
      assertSame(failure, assertThrows(IOException.class, () -> numbers.next(last)));
      assertSame(failure, assertThrows(IOException.class, () -> numbers.next(last)));
    }
  }

  @Test
  void closingEndsTheThreadAndWhoWaitsForIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Prefetch<int[]> numbers =
        Prefetch.of(
            () -> new int[1],
            2,
            item -> {
              begun.countDown();
              try {
                Thread.sleep(60_000);
                return true;
              } catch (InterruptedException e) {
                ended.countDown();
                throw new InterruptedIOException();
              }
            },
            () -> false,
            "prefetch-under-test");
    Thread closer =
        new Thread(
            () -> {
              while (begun.getCount() > 0 || !numbers.isDue()) {
                Thread.onSpinWait();
              }
              numbers.close();
            });
    closer.start();
    assertThrows(InterruptedIOException.class, () -> numbers.next(new int[1]));
    closer.join();
    ended.await();
  }

  @Test
  void anInterruptedUserGetsNoMoreThoughThereIsMore() throws Exception {
    try (Prefetch<int[]> numbers = numbers(1000, 3)) {
      int[] used = numbers.next(new int[1]).get();
      while (made.get() < 2) {
        Thread.onSpinWait();
      }
      Thread.sleep(10); // It is in the queue by now.
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> numbers.next(used));
      assertTrue(Thread.interrupted(), "whoever looks next sees it, too");
    }
  }

  @Test
  void aMakerThatSomebodyElseInterruptsKeepsNobodyWaiting() {
    IOException failure = new IOException("broken");
    for (boolean fails : new boolean[] {true, false}) {
      try (Prefetch<int[]> numbers =
          Prefetch.of(
              () -> new int[1],
              2,
              item -> {
                Thread.currentThread().interrupt();
                if (fails) {
                  throw failure;
                }
                return true;
              },
              () -> false,
              "interrupted")) {
        IOException seen =
            assertThrows(
                IOException.class,
                () -> {
                  Optional<int[]> next = numbers.next(new int[1]);
                  while (next.isPresent()) {
                    next = numbers.next(next.get());
                  }
                });
        assertEquals(fails ? "broken" : "The thread interrupted has ended", seen.getMessage());
      }
    }
  }

  @Test
  void anItemBehindTheFirstMayGoOnFillingForAWhile() throws Exception {
    AtomicReference<Prefetch<long[]>> prefetch = new AtomicReference<>();
    try (Prefetch<long[]> items =
        Prefetch.of(
            () -> new long[1],
            2,
            item -> {
              long start = System.nanoTime();
              while (!prefetch.get().isDue()) {
                Thread.onSpinWait();
              }
              item[0] = System.nanoTime() - start;
              return true;
            },
            () -> false,
            "prefetch-under-test")) {
      prefetch.set(items);
      long[] first = items.next(new long[1]).orElseThrow();
      long[] second = items.next(first).orElseThrow();
      assertTrue(second[0] > 9_000_000, second[0] + " ns");
    }
  }

  @Test
  void nothingIsMadeBeforeTheFirstIsWanted() throws Exception {
    try (Prefetch<int[]> numbers = numbers(10, 3)) {
      Thread.sleep(20);
      assertEquals(0, made.get());
      assertEquals(0, numbers.waitingNanos());
    }
  }

  /** The numbers from 1 to {@code count}. */
  private Prefetch<int[]> numbers(int count, int ahead) {
    return Prefetch.of(
        () -> {
          int[] item = new int[1];
          items.add(item);
          return item;
        },
        ahead,
        item -> {
          if (made.get() == count) {
            return false;
          }
          item[0] = made.incrementAndGet();
          return true;
        },
        () -> false,
        "prefetch-under-test");
  }
}
