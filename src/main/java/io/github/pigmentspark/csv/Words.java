package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Eight bytes in a {@code long}, the first one lowest. */
public final class Words {
  /** The number of bytes after a position that reading a word may touch. */
  public static final int MARGIN = Long.BYTES;

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private static final long SPACES = LOWEST_BITS * ' ';
  private static final long SEMICOLONS = LOWEST_BITS * ';';
  private static final long QUOTES = LOWEST_BITS * '"';

  private Words() {}

  /** Returns a buffer from which {@link ByteBuffer#getLong(int)} reads the word at a position. */
  public static ByteBuffer of(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns whether a word contains a quote or a control character, such as a line break. */
  static boolean mayEndRecord(long word) {
    return ((word - SPACES | (word ^ QUOTES) - LOWEST_BITS) & ~word & HIGHEST_BITS) != 0;
  }

  /**
   * Returns the highest bit of each byte that is a semicolon, a quote or a control character. The
   * byte after one may be marked wrongly, since subtraction borrows; none is missed.
   */
  static long delimiters(long word) {
    return (word - SPACES | (word ^ SEMICOLONS) - LOWEST_BITS | (word ^ QUOTES) - LOWEST_BITS)
        & ~word
        & HIGHEST_BITS;
  }

  /** Returns the highest bit of each byte that is a semicolon. */
  static long semicolons(long word) {
    long difference = word ^ SEMICOLONS;
    return ~((difference & ~HIGHEST_BITS) + ~HIGHEST_BITS | difference | ~HIGHEST_BITS);
  }

  /** Returns the highest bit of each byte that is not ASCII. */
  static long nonAscii(long word) {
    return word & HIGHEST_BITS;
  }

  /** Returns the position in its word of the byte that has the lowest bit set. */
  public static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) >>> 3;
  }
}
