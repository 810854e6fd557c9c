package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Operations on words. A word is a {@code long} of eight bytes, with the first byte in the lowest
 * bits.
 */
public final class Words {
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private Words() {}

  /** Returns a buffer whose {@link ByteBuffer#getLong(int)} reads the word at a position. */
  public static ByteBuffer of(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
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
