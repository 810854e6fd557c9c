package io.github.pigmentspark.catalog;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A cache of results. Threads that need the same result at the same time share one computation.
 * Failures are not cached.
 */
final class Memo<K, V> {
  private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();

  /**
   * Returns a cached result, or computes it.
   *
   * @param maxAge the maximum time since the computation began; zero to compute the result again
   * @throws UncheckedIOException if the thread is interrupted
   */
  V get(K key, Duration maxAge, Callable<V> computation) {
    while (true) {
      Entry<V> mine = new Entry<>(computation);
      Entry<V> entry =
          entries.compute(key, (k, old) -> old != null && old.isYounger(maxAge) ? old : mine);
      if (entry == mine) {
        mine.run();
      }
      try {
        return entry.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UncheckedIOException(new InterruptedIOException("The query was cancelled"));
      } catch (ExecutionException e) {
        entries.remove(key, entry);
        boolean otherWasInterrupted =
            entry != mine && e.getCause() instanceof InterruptedIOException;
        if (!otherWasInterrupted) {
          throw rethrown(e.getCause());
        }
      }
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    return failure instanceof InterruptedIOException
        ? new UncheckedIOException((InterruptedIOException) failure)
        : (RuntimeException) failure;
  }

  void forget(K key) {
    entries.remove(key);
  }

  void forgetAll() {
    entries.clear();
  }

  private static final class Entry<V> extends FutureTask<V> {
    private final long began = System.nanoTime();

    Entry(Callable<V> computation) {
      super(computation);
    }

    boolean isYounger(Duration age) {
      return System.nanoTime() - began < age.toNanos();
    }
  }
}
