package io.github.pigmentspark.catalog;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Values that are kept for a while. Who wants one that is not there makes it, and others who want
 * the same wait for that; a failure is not kept.
 *
 * @param <K> what a value is found by
 * @param <V> the values
 */
final class Cache<K, V> {
  private final Map<K, Slot<V>> slots = new ConcurrentHashMap<>();
  private final LongSupplier clock;

  Cache() {
    this(System::nanoTime);
  }

  Cache(LongSupplier clock) {
    this.clock = clock;
  }

  /** Makes a value. */
  interface Maker<V> {
    V make() throws InterruptedIOException;
  }

  /**
   * The value of a key.
   *
   * @param keep how old it may be; zero for a new one
   * @throws UncheckedIOException if this thread is interrupted
   */
  V get(K key, Duration keep, Maker<V> maker) {
    Slot<V> slot = slots.computeIfAbsent(key, made -> new Slot<>());
    if (slot.isYoungerThan(keep, clock)) {
      return slot.value;
    }
    try {
      slot.making.lockInterruptibly();
      try {
        if (!slot.isYoungerThan(keep, clock)) {
          long asked = clock.getAsLong();
          V value = maker.make();
          slot.keep(value, asked);
        }
        return slot.value;
      } finally {
        slot.making.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("The query was cancelled"));
    } catch (InterruptedIOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a value; one that is being made just now goes only to those who wait for it. */
  void forget(K key) {
    slots.remove(key);
  }

  /** Forgets all values, in the same way. */
  void forget() {
    slots.clear();
  }

  private static final class Slot<V> {
    private final ReentrantLock making = new ReentrantLock();
    private volatile boolean filled;
    private volatile long asked;
    private volatile V value;

    boolean isYoungerThan(Duration age, LongSupplier clock) {
      return filled && clock.getAsLong() - asked < age.toNanos();
    }

    void keep(V made, long when) {
      value = made;
      asked = when;
      filled = true;
    }
  }
}
