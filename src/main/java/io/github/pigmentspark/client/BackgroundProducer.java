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
 * A producer that fills items on a background thread and stays at most a fixed number of items
 * ahead of the consumer's thread. Items are recycled: the consumer returns a used item for each one
 * that it takes.
 *
 * <p>One thread calls {@link #next}, but any thread may call {@link #close}.
 *
 * @param <T> the type of the items, which are filled repeatedly
 */
public final class BackgroundProducer<T> implements AutoCloseable {
  /** A source of data that fills items on the background thread. */
  @FunctionalInterface
  public interface Producer<T> {
    /**
     * Fills an item, which may be in any state.
     *
     * @return false at the end of the data
     */
    boolean fill(T item) throws IOException;
  }

  private static final long CANCELLATION_CHECK_MILLIS = 100;

  private final Supplier<T> newItems;
  private final int maxAhead;
  private final Producer<T> producer;
  private final BooleanSupplier cancelled;
  private final Thread thread;

  // The number of items bounds both queues. An empty Optional marks the end.
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
   * @param newItems creates an item; called once by each of the first {@code maxAhead} calls of
   *     {@link #next}, so that a consumer that takes only one item does not need memory for more
   * @param maxAhead the number of items to produce ahead; 1 or more
   * @param cancelled polled while {@link #next} waits; once it returns true, {@link #next} fails
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
   * @return the item, or empty at the end
   * @throws IOException if the producer threw one; unchecked exceptions are rethrown in the same
   *     way
   * @throws InterruptedIOException if the read is cancelled or interrupted, or this producer is
   *     closed
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
        // Polls, because the producer may have swallowed an interrupt.
        while (item == null && !closed) {
          item = recycled.poll(CANCELLATION_CHECK_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      failure = new InterruptedIOException("The thread " + thread.getName() + " was interrupted");
    } catch (Throwable e) { // Even undeclared checked exceptions must reach the consumer.
      failure = e;
    }
    produced.add(Optional.empty());
    if (closed) {
      discardItems();
    }
  }

  /**
   * Returns true if no item is ready, which means that the consumer is waiting or will be soon. A
   * producer may then return a partly filled item.
   */
  public boolean isConsumerWaiting() {
    return produced.isEmpty();
  }

  /** Returns the total time that {@link #next} has spent waiting, in nanoseconds. */
  public long waitingNanos() {
    return waitingNanos;
  }

  /**
   * Interrupts the background thread, makes a pending {@link #next} fail, and discards all items.
   */
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
