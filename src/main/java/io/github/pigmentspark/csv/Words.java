package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Operations on words. A word is a {@code long} of eight bytes, with the first byte in the lowest
 * bits.
 */
public final class Words {
  /**
   * The number of bytes in a block. At least this many bytes must follow each position that is
   * read.
   */
  public static final int BLOCK = Long.SIZE;

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  /** A factor that gathers the lowest bits of all bytes in the highest byte, in the same order. */
  private static final long GATHER = 0x0102040810204080L;

  private static final long SPACES = LOWEST_BITS * ' ';
  private static final long SEMICOLONS = LOWEST_BITS * ';';
  private static final long QUOTES = LOWEST_BITS * '"';

  private Words() {}

  /** Returns a buffer whose {@link ByteBuffer#getLong(int)} reads the word at a position. */
  public static ByteBuffer of(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns a mask with a bit for each byte of the block at a position. A bit is set if its byte is
   * a semicolon, a quote or a control character such as a line break. No such byte is missed, but
   * the byte after it may be marked by mistake, because the subtraction borrows.
   */
  static long delimiters(ByteBuffer words, int position) {
    long bits = 0;
    for (int i = 0; i < BLOCK / Long.BYTES; i++) {
      long word = words.getLong(position + Long.BYTES * i);
      long highest =
          (word - SPACES | (word ^ SEMICOLONS) - LOWEST_BITS | (word ^ QUOTES) - LOWEST_BITS)
              & ~word
              & HIGHEST_BITS;
      bits |= (highest >>> 7) * GATHER >>> 56 << Long.BYTES * i;
    }
    return bits;
  }

  /** Returns a word that has the highest bit set in each byte that is not ASCII. */
  static long nonAscii(long word) {
    return word & HIGHEST_BITS;
  }

  /** Returns the position, within the word, of the byte that contains the lowest set bit. */
  public static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) >>> 3;
  }
}
