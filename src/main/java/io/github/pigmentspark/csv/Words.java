package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Eight bytes in a {@code long}, the first one lowest. */
public final class Words {
  public static final long LOWEST_BITS = 0x0101010101010101L;
  public static final long HIGHEST_BITS = 0x8080808080808080L;

  public static final long SPACES = LOWEST_BITS * ' ';
  public static final long SEMICOLONS = LOWEST_BITS * ';';
  public static final long QUOTES = LOWEST_BITS * '"';
  static final long LINE_FEEDS = LOWEST_BITS * '\n';
  static final long CARRIAGE_RETURNS = LOWEST_BITS * '\r';

  private static final long LOWER_BITS = ~HIGHEST_BITS;

  private Words() {}

  /** The bytes as such words, one from each place. */
  static ByteBuffer of(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Up to eight bytes, with zeros behind them. */
  public static long of(byte[] bytes, int start, int end) {
    long word = 0;
    for (int i = end - 1; i >= start; i--) {
      word = word << Byte.SIZE | bytes[i] & 0xFF;
    }
    return word;
  }

  /** Up to eight ASCII characters, with zeros behind them. */
  public static long of(String ascii) {
    return of(ascii.getBytes(StandardCharsets.US_ASCII), 0, ascii.length());
  }

  /** The highest bit of each byte of a word that is the byte repeated in another one. */
  static long equal(long word, long repeated) {
    long difference = word ^ repeated;
    return ~(((difference & LOWER_BITS) + LOWER_BITS) | difference | LOWER_BITS);
  }

  /** Whether any byte of a word is the one repeated in another one. */
  static boolean contains(long word, long repeated) {
    long difference = word ^ repeated;
    return ((difference - LOWEST_BITS) & ~difference & HIGHEST_BITS) != 0;
  }

  /** All bits up to the lowest one that is set, or all. */
  static long upToLowest(long bits) {
    return bits ^ (bits - 1);
  }

  /** Which byte of a word the first bit belongs to. */
  public static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) >>> 3;
  }

  /**
   * For each byte of a word, whether the highest bits up to it are an odd number: all told in the
   * highest bits.
   */
  static long odd(long highestBits) {
    return (((highestBits >>> 7) * LOWEST_BITS) << 7) & HIGHEST_BITS;
  }
}
