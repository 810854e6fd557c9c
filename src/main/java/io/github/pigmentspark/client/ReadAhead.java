package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An export downloaded by a thread of its own, a few chunks ahead of the thread that reads it. The
 * reader never waits inside a socket, so that it notices within a moment when it is cancelled.
 *
 * <p>Holds at most {@value #CHUNKS} chunks of {@value #CHUNK_SIZE} bytes.
 */
public final class ReadAhead extends InputStream {
  private static final int CHUNK_SIZE = 256 * 1024;
  private static final int CHUNKS = 8;
  private static final long POLL_MILLIS = 100;

  private final ExportStream source;
  private final BooleanSupplier cancelled;
  private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(CHUNKS);
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS);
  private final Thread downloader;
  private volatile boolean closed;
  private boolean started;
  private Chunk current = Chunk.NONE;
  private int position;
  private long waitingNanos;

  private ReadAhead(ExportStream source, BooleanSupplier cancelled, String threadName) {
    this.source = source;
    this.cancelled = cancelled;
    for (int i = 0; i < CHUNKS; i++) {
      empty.add(new Chunk());
    }
    this.downloader = new Thread(this::download, threadName);
    downloader.setDaemon(true);
  }

  /**
   * A download that starts with the first read.
   *
   * @param cancelled asked before each chunk, and while waiting for one; once true, reading ends
   *     with an {@link InterruptedIOException}
   */
  static ReadAhead of(ExportStream source, BooleanSupplier cancelled, String threadName) {
    return new ReadAhead(source, cancelled, threadName);
  }

  private void download() {
    try {
      Chunk chunk;
      do {
        chunk = empty.take();
        chunk.fill(source);
        full.put(chunk);
      } while (chunk.hasNext());
    } catch (InterruptedException e) {
      // Closed: nobody waits for more.
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      downloader.start();
    }
    while (position == current.length) {
      if (!current.hasNext()) {
        current.rethrow();
        return -1;
      }
      if (current != Chunk.NONE) {
        empty.add(current);
      }
      current = await();
      position = 0;
    }
    int count = Math.min(length, current.length - position);
    System.arraycopy(current.bytes, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private Chunk await() throws InterruptedIOException {
    long start = System.nanoTime();
    try {
      Chunk chunk = null;
      while (chunk == null) {
        if (closed || cancelled.getAsBoolean()) {
          throw new InterruptedIOException("The read was cancelled");
        }
        chunk = full.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
      return chunk;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The read was interrupted");
    } finally {
      waitingNanos += System.nanoTime() - start;
    }
  }

  /** How long the reader had nothing to read, in nanoseconds. */
  public long waitingNanos() {
    return waitingNanos;
  }

  /** Ends the download, the HTTP call and the thread, and a read under way in another thread. */
  @Override
  public void close() {
    closed = true;
    source.close();
    downloader.interrupt();
  }

  /** Bytes on their way from the downloader to the reader, or how the download ended. */
  private static final class Chunk {
    /** Before the first chunk. */
    static final Chunk NONE = new Chunk(0);

    private final byte[] bytes;
    private int length;
    private boolean last;
    private Throwable failure;

    Chunk() {
      this(CHUNK_SIZE);
    }

    private Chunk(int capacity) {
      this.bytes = new byte[capacity];
    }

    /** Fills at least a part, without waiting for more than is there. */
    void fill(InputStream source) {
      length = 0;
      try {
        int count = source.read(bytes, 0, bytes.length);
        last = count < 0;
        length = Math.max(0, count);
      } catch (Throwable e) { // Whatever it is, the reader must learn of it.
        last = true;
        failure = e;
      }
    }

    boolean hasNext() {
      return !last;
    }

    void rethrow() throws IOException {
      if (failure instanceof IOException) {
        throw (IOException) failure;
      }
      if (failure instanceof RuntimeException) {
        throw (RuntimeException) failure;
      }
      if (failure != null) {
        throw new IOException("The download failed", failure);
      }
    }
  }
}
