package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A thread that produces items, a bounded number ahead of the thread that consumes them. Items are
 * recycled: the consumer returns one for each that it takes.
 *
 * <p>One thread calls {@link #next}; {@link #close} may be called by any.
 *
 * @param <T> the type of the items, each of which is filled again and again
 */
public final class BackgroundProducer<T> implements AutoCloseable {
  /** Fills items, on the background thread. */
  @FunctionalInterface
  public interface Producer<T> {
    /**
     * Fills an item, which may be in any state.
     *
     * @return false if nothing is left to fill it with
     */
    boolean fill(T item) throws IOException;
  }

  private static final long CANCELLATION_CHECK_MILLIS = 100;

  private final Supplier<T> newItems;
  private final int maxAhead;
  private final Producer<T> producer;
  private final BooleanSupplier cancelled;
  private final Thread thread;

  // Bounded by the number of items. An empty Optional marks the end.
  private final BlockingQueue<T> recycled = new LinkedBlockingQueue<>();
  private final BlockingQueue<Optional<T>> produced = new LinkedBlockingQueue<>();
  private volatile Throwable failure;
  private volatile boolean closed;

  private int created;
  private boolean ended;
  private volatile long waitingNanos;

  private BackgroundProducer(
      Supplier<T> newItems,
      int maxAhead,
      Producer<T> producer,
      BooleanSupplier cancelled,
      String threadName) {
    this.newItems = newItems;
    this.maxAhead = maxAhead;
    this.producer = producer;
    this.cancelled = cancelled;
    this.thread = new Thread(this::run, threadName);
    thread.setDaemon(true);
  }

  /**
   * Creates a producer whose thread starts with the first {@link #next}.
   *
   * @param newItems creates an item, once for each of the first {@code maxAhead} calls of {@link
   *     #next}, so that a consumer that takes one item does not pay for many
   * @param maxAhead the number of items to produce ahead; 1 or more
   * @param cancelled polled while {@link #next} waits; {@link #next} fails as soon as it is true
   */
  public static <T> BackgroundProducer<T> of(
      Supplier<T> newItems,
      int maxAhead,
      Producer<T> producer,
      BooleanSupplier cancelled,
      String threadName) {
    return new BackgroundProducer<>(newItems, maxAhead, producer, cancelled, threadName);
  }

  /**
   * Waits for the next item.
   *
   * @param used an item that the caller no longer needs, to be filled again
   * @return empty at the end
   * @throws IOException what the producer threw, like any unchecked exception that it throws
   * @throws InterruptedIOException if the read is cancelled, closed or interrupted
   */
  public Optional<T> next(T used) throws IOException {
    if (!ended) {
      Optional<T> item = exchange(used);
      if (item.isPresent()) {
        return item;
      }
      ended = true;
    }
    rethrow(failure);
    return Optional.empty();
  }

  private Optional<T> exchange(T used) throws InterruptedIOException {
    recycled.add(used);
    if (created < maxAhead) {
      recycled.add(newItems.get());
      created++;
    }
    if (thread.getState() == Thread.State.NEW && !closed) {
      thread.start();
    }
    long start = System.nanoTime();
    try {
      Optional<T> item = null;
      while (item == null) {
        if (closed || cancelled.getAsBoolean()) {
          close();
          throw new InterruptedIOException("The read was cancelled");
        }
        item = produced.poll(CANCELLATION_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      }
      return item;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The read was interrupted");
    } finally {
      waitingNanos += System.nanoTime() - start;
    }
  }

  private void run() {
    try {
      T item = recycled.take();
      while (!closed && producer.fill(item)) {
        produced.add(Optional.of(item));
        item = null;
        while (item == null && !closed) { // Polls: the producer may have caught an interrupt.
          item = recycled.poll(CANCELLATION_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      failure = new InterruptedIOException("The thread " + thread.getName() + " was interrupted");
    } catch (Throwable e) { // Also a checked one that is not declared: the consumer must see it.
      failure = e;
    }
    produced.add(Optional.empty());
    if (closed) {
      discardItems();
    }
  }

  /**
   * Returns whether no item is ready, so that the consumer waits or soon will. A producer may then
   * return an item that is only partly filled.
   */
  public boolean isConsumerWaiting() {
    return produced.isEmpty();
  }

  /** Returns the total time that {@link #next} has waited, in nanoseconds. */
  public long waitingNanos() {
    return waitingNanos;
  }

  /** Interrupts the thread, makes a pending {@link #next} fail, and discards all items. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    discardItems();
  }

  private void discardItems() {
    recycled.clear();
    produced.clear();
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException) {
      throw (IOException) failure;
    }
    if (failure instanceof RuntimeException) {
      throw (RuntimeException) failure;
    }
    if (failure instanceof Error) {
      throw (Error) failure;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
  }
}
