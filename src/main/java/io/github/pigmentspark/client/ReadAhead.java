package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An export downloaded by a thread of its own, a few chunks ahead of the thread that reads it. */
public final class ReadAhead extends InputStream {
  private static final int CHUNK_SIZE = 192 * 1024;
  private static final int CHUNKS = 4;

  private final InputStream source;
  private final Prefetch<Chunk> chunks;
  private Chunk current = new Chunk();
  private int position;

  private ReadAhead(InputStream source, BooleanSupplier cancelled, String threadName) {
    this.source = source;
    this.chunks = Prefetch.of(Chunk::new, CHUNKS, this::fill, cancelled, threadName);
  }

  /**
   * A download that starts with the first read.
   *
   * @param source what to download; closed with the one who reads ahead, by another thread
   * @param cancelled asked before each chunk, and while waiting for one; once true, reading ends
   *     with an {@link InterruptedIOException}
   */
  public static ReadAhead of(InputStream source, BooleanSupplier cancelled, String threadName) {
    return new ReadAhead(source, cancelled, threadName);
  }

  /** Fills a chunk, wholly unless it is due before. */
  private boolean fill(Chunk chunk) throws IOException {
    chunk.length = 0;
    do {
      int count = source.read(chunk.bytes, chunk.length, CHUNK_SIZE - chunk.length);
      if (count < 0) {
        break;
      }
      chunk.length += count;
    } while (chunk.length < CHUNK_SIZE && !chunks.isDue());
    return chunk.length > 0;
  }

  /** How long the reader has waited for bytes in all, in nanoseconds. */
  public long waitingNanos() {
    return chunks.waitingNanos();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == current.length) {
      Optional<Chunk> next = chunks.next(current);
      if (!next.isPresent()) {
        return -1;
      }
      current = next.get();
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

  /** Ends the download, the HTTP call and the thread, and a read under way in another thread. */
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
    private int length;
  }
}
