package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A stream that reads its source on a background thread, up to 2 MB ahead of the consumer. */
public final class ReadAheadStream extends InputStream {
  private static final int CHUNK_SIZE = 256 * 1024;
  private static final int MAX_CHUNKS_AHEAD = 8;

  private final InputStream source;
  private final BackgroundProducer<Chunk> chunks;
  private Chunk chunk = new Chunk();
  private boolean ended;

  private ReadAheadStream(InputStream source, BooleanSupplier cancelled, String threadName) {
    this.source = source;
    this.chunks =
        BackgroundProducer.of(Chunk::new, MAX_CHUNKS_AHEAD, this::fill, cancelled, threadName);
  }

  /**
   * Creates a stream. Its first read starts the background thread.
   *
   * @param source the stream to read; it is closed with this stream, possibly while another thread
   *     reads it
   * @param cancelled polled while a read waits; once it returns true, the read fails
   */
  public static ReadAheadStream of(
      InputStream source, BooleanSupplier cancelled, String threadName) {
    return new ReadAheadStream(source, cancelled, threadName);
  }

  /** Fills a chunk, or part of it if the consumer is waiting. */
  private boolean fill(Chunk filled) throws IOException {
    filled.position = 0;
    filled.limit = 0;
    int count;
    do {
      count = source.read(filled.bytes, filled.limit, CHUNK_SIZE - filled.limit);
      filled.limit += Math.max(0, count);
    } while (count >= 0 && filled.limit < CHUNK_SIZE && !chunks.isConsumerWaiting());
    return count >= 0 || filled.limit > 0;
  }

  /**
   * Reads up to {@code length} bytes, waiting for at least one.
   *
   * @throws IOException if the source threw one
   * @throws InterruptedIOException if the read is cancelled or interrupted, or the stream is closed
   */
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!ended && chunk.position == chunk.limit && length > 0) {
      Optional<Chunk> next = chunks.next(chunk);
      ended = !next.isPresent();
      chunk = next.orElse(chunk);
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, chunk.limit - chunk.position);
    System.arraycopy(chunk.bytes, chunk.position, buffer, offset, count);
    chunk.position += count;
    return count;
  }

  /** Reads one byte; see {@link #read(byte[], int, int)}. */
  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Returns the total time that reads have spent waiting for bytes, in nanoseconds. */
  public long waitingNanos() {
    return chunks.waitingNanos();
  }

  /** Closes the source, ends the background thread, and makes a pending read fail. */
  @Override
  public void close() throws IOException {
    try {
      source.close();
    } finally {
      chunks.close();
    }
  }

  private static final class Chunk {
    private final byte[] bytes = new byte[CHUNK_SIZE];
    private int position;
    private int limit;
  }
}
