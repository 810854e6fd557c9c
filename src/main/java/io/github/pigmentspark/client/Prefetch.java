package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Items made by a thread of its own, a few ahead of the thread that uses them. The user never waits
 * where only the maker can be interrupted, so that it notices within a moment when it is cancelled.
 *
 * <p>Items are used again: who takes one gives one back. At first one is made ahead, since a user
 * that wants little should cost little; with each that is taken one more, up to a given number.
 *
 * @param <T> the items
 */
public final class Prefetch<T> implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  /**
   * How long a thread that waits only lets others go first, before it sleeps: what it waits for is
   * often there sooner than a thread that sleeps is woken.
   */
  private static final long YIELDING_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  /** How long an item that is waited for may go on filling. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Supplier<T> items;
  private final Maker<T> maker;
  private final int most;
  private final BooleanSupplier cancelled;
  private final BlockingQueue<T> empty;
  private final BlockingQueue<Made<T>> full;
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean awaited;

  /** Of the maker's thread: whether the first item is made, and when the one at hand was begun. */
  private boolean madeFirst;

  private long begun;
  private volatile long waitingNanos;
  private boolean started;
  private int ahead;
  private Optional<Made<T>> end = Optional.empty();

  private Prefetch(
      Supplier<T> items, int most, Maker<T> maker, BooleanSupplier cancelled, String threadName) {
    this.items = items;
    this.maker = maker;
    this.most = most;
    this.cancelled = cancelled;
    this.empty = new ArrayBlockingQueue<>(most + 1);
    this.full = new ArrayBlockingQueue<>(most + 1);
    this.thread = new Thread(this::makeAll, threadName);
    thread.setDaemon(true);
  }

  /**
   * Items that the maker fills, from the first {@link #next} on.
   *
   * @param items makes an empty one
   * @param most how many to make ahead
   * @param cancelled asked before each item, and while waiting for one; once true, {@link #next}
   *     ends with an {@link InterruptedIOException}
   */
  public static <T> Prefetch<T> of(
      Supplier<T> items, int most, Maker<T> maker, BooleanSupplier cancelled, String threadName) {
    return new Prefetch<>(items, most, maker, cancelled, threadName);
  }

  /** Fills items. */
  public interface Maker<T> {
    /**
     * Fills an item, which may be in any state.
     *
     * @return false if there is nothing more to fill it with
     */
    boolean make(T item) throws IOException;
  }

  private void makeAll() {
    try {
      boolean more = true;
      while (more && !closed) {
        T item = poll(empty, Long.MAX_VALUE);
        begun = System.nanoTime();
        Made<T> made = make(item);
        madeFirst = true;
        more = made.item.isPresent();
        full.add(made); // There is room for every item; nothing keeps it from the user.
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for more. If somebody else did it, await() sees that it has ended.
    }
  }

  private Made<T> make(T item) {
    try {
      return Made.of(maker.make(item) ? Optional.of(item) : Optional.empty());
    } catch (Throwable e) { // Whatever it is, the user must learn of it.
      return Made.failed(e);
    }
  }

  /**
   * The next item, in exchange for one that may be filled again.
   *
   * @return empty at the end
   * @throws IOException what the maker threw, as any other exception that it throws
   * @throws InterruptedIOException if it was cancelled, closed or interrupted
   */
  public Optional<T> next(T used) throws IOException {
    if (!end.isPresent()) {
      start(used);
      Made<T> made;
      try {
        made = await();
      } catch (InterruptedIOException e) {
        end = Optional.of(Made.failed(e)); // The item is given back: there is no second try.
        throw e;
      }
      if (made.item.isPresent()) {
        return made.item;
      }
      end = Optional.of(made);
    }
    end.get().rethrow();
    return Optional.empty();
  }

  private void start(T used) {
    empty.add(used);
    if (ahead < most) {
      empty.add(items.get());
      ahead++;
    }
    if (!started) {
      started = true;
      thread.start();
    }
  }

  private Made<T> await() throws InterruptedIOException {
    long start = System.nanoTime();
    awaited = true;
    try {
      Made<T> made = null;
      while (made == null) {
        if (closed || cancelled.getAsBoolean()) {
          throw new InterruptedIOException("The read was cancelled");
        }
        boolean isAlive = thread.isAlive(); // Asked first: its last item may come after that.
        made = poll(full, POLL_MILLIS);
        if (made == null && !isAlive) {
          throw new InterruptedIOException("The thread " + thread.getName() + " has ended");
        }
      }
      return made;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The read was interrupted");
    } finally {
      awaited = false;
      waitingNanos += System.nanoTime() - start;
    }
  }

  /** Takes the head of a queue; null if none has come in that time. */
  private static <Q> Q poll(BlockingQueue<Q> queue, long millis) throws InterruptedException {
    if (Thread.interrupted()) { // A queue that has something would not say so.
      throw new InterruptedException();
    }
    long start = System.nanoTime();
    Q head = queue.poll();
    while (head == null && System.nanoTime() - start < YIELDING_NANOS) {
      Thread.yield();
      head = queue.poll();
    }
    return head == null ? queue.poll(millis, TimeUnit.MILLISECONDS) : head;
  }

  /**
   * Whether the maker should hand over the item at hand, though more could go into it: it is waited
   * for, and has been filled for a while. To hand over costs more than to fill a little; but the
   * first item is due at once, since it may be all that is wanted. Asked by the maker.
   */
  boolean isDue() {
    return awaited && (!madeFirst || System.nanoTime() - begun > PATIENCE_NANOS);
  }

  /** How long {@link #next} has waited in all, in nanoseconds. */
  public long waitingNanos() {
    return waitingNanos;
  }

  /** Ends the thread, and a {@link #next} under way in another one; keeps no items. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    empty.clear();
    full.clear();
  }

  /** An item, or how it ended. */
  private static final class Made<T> {
    private final Optional<T> item;
    private final Optional<Throwable> failure;

    private Made(Optional<T> item, Optional<Throwable> failure) {
      this.item = item;
      this.failure = failure;
    }

    static <T> Made<T> of(Optional<T> item) {
      return new Made<>(item, Optional.empty());
    }

    static <T> Made<T> failed(Throwable failure) {
      return new Made<>(Optional.empty(), Optional.of(failure));
    }

    void rethrow() throws IOException {
      Throwable thrown = failure.orElse(null);
      if (thrown instanceof IOException) {
        throw (IOException) thrown;
      }
      if (thrown instanceof RuntimeException) {
        throw (RuntimeException) thrown;
      }
      if (thrown instanceof Error) {
        throw (Error) thrown;
      }
      if (thrown != null) {
        throw new IOException("The read failed", thrown);
      }
    }
  }
}
