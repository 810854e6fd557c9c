package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A search for the bytes that split records: semicolons, quotes, and control characters such as
 * line breaks. In UTF-8, such a byte is never part of another character.
 *
 * <p>The search takes two steps, because the JIT compiler can vectorize the first one. It processes
 * bytes in place, because vectors would otherwise have to be aligned.
 */
final class DelimiterFinder {
  /** The maximum number of bytes to search at a time, which fit into the fastest CPU cache. */
  static final int CHUNK = 4 * 1024;

  /** The number of bytes that {@link #found} returns a bit for. */
  static final int BLOCK = Long.SIZE;

  private static final long HIGHEST_BITS = 0x8080808080808080L;

  /** A factor that gathers the lowest bits of all bytes in the highest byte, in the same order. */
  private static final long GATHER = 0x0102040810204080L;

  // A negative byte marks a delimiter.
  private final byte[] marks = new byte[CHUNK];
  private final ByteBuffer words = Words.of(marks);

  /** Searches the bytes from a position up to {@code limit}, but at most {@link #CHUNK} bytes. */
  void search(byte[] bytes, int from, int limit) {
    int length = Math.min(CHUNK, limit - from);
    System.arraycopy(bytes, from, marks, 0, length);
    for (int i = 0; i < marks.length; i++) {
      byte b = marks[i];
      marks[i] = (byte) ((b - ' ' | (b ^ ';') - 1 | (b ^ '"') - 1) & ~b);
    }
    Arrays.fill(marks, length, CHUNK, (byte) 0);
  }

  /**
   * Returns a mask with a bit for each byte of a block. The bit is set if the byte is a delimiter.
   *
   * @param offset the start of the block, relative to the start of the search; a multiple of {@link
   *     #BLOCK} and less than {@link #CHUNK}
   */
  long found(int offset) {
    long bits = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      long marked = words.getLong(offset + i) & HIGHEST_BITS;
      bits |= (marked >>> 7) * GATHER >>> 56 << i;
    }
    return bits;
  }
}
