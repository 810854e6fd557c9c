package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An export downloaded by a thread of its own, some pieces ahead of the thread that reads it. */
public final class ReadAhead implements AutoCloseable {
  private static final int PIECES = 8;

  private final InputStream source;
  private final Prefetch<ByteBuffer> pieces;

  private ReadAhead(
      InputStream source,
      Supplier<ByteBuffer> buffers,
      BooleanSupplier cancelled,
      String threadName) {
    this.source = source;
    this.pieces = Prefetch.of(buffers, PIECES, this::fill, cancelled, threadName);
  }

  /**
   * A download that starts with the first piece asked for.
   *
   * @param source what to download; closed with the one who reads ahead, by another thread
   * @param buffers makes one with an array, and with room for a piece between position and limit
   * @param cancelled asked before each piece, and while waiting for one; once true, reading ends
   *     with an {@link InterruptedIOException}
   */
  public static ReadAhead of(
      InputStream source,
      Supplier<ByteBuffer> buffers,
      BooleanSupplier cancelled,
      String threadName) {
    return new ReadAhead(source, buffers, cancelled, threadName);
  }

  /** Fills a buffer, wholly unless it is due before. */
  private boolean fill(ByteBuffer piece) throws IOException {
    if (!piece.hasRemaining()) {
      throw new IllegalArgumentException("A buffer without room, which would look like the end");
    }
    int end = piece.position();
    int count;
    do {
      count = source.read(piece.array(), end, piece.limit() - end);
      end += Math.max(0, count);
    } while (count >= 0 && end < piece.limit() && !pieces.isDue());
    piece.limit(end);
    return count >= 0 || piece.hasRemaining();
  }

  /**
   * The next piece, in exchange for a buffer with room for a later one.
   *
   * @param used has an array that it starts with, and room between position and limit
   * @return a buffer with a piece between position and limit; empty at the end
   * @throws IOException if the download fails
   * @throws InterruptedIOException if it is cancelled, closed or interrupted
   * @throws IllegalArgumentException if a buffer has no room, at the latest in place of its piece
   */
  public Optional<ByteBuffer> next(ByteBuffer used) throws IOException {
    return pieces.next(used);
  }

  /** How long the reader has waited for bytes in all, in nanoseconds. */
  public long waitingNanos() {
    return pieces.waitingNanos();
  }

  /** Ends the download, the HTTP call and the thread, and a wait for a piece in another thread. */
  @Override
  public void close() throws IOException {
    try {
      source.close();
    } finally {
      pieces.close();
    }
  }
}
