package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the cells of records that have neither quotes nor carriage returns, eight bytes at a time.
 *
 * <p>Where a cell ends in such a word cannot be foreseen, so it is found without asking: places are
 * written for as many delimiters as a word usually has, and those that were not there are
 * overwritten by the next ones.
 */
final class PlainScanner {
  private static final int BLOCK = 64 * 1024;
  private static final int SMALLEST_BLOCK = 64;
  private static final int USUAL_DELIMITERS = 2;

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long LOWER_BITS = ~HIGHEST_BITS;
  private static final long SEMICOLONS = LOWEST_BITS * ';';
  private static final long QUOTES = LOWEST_BITS * '"';
  private static final long LINE_FEEDS = LOWEST_BITS * '\n';
  private static final long CARRIAGE_RETURNS = LOWEST_BITS * '\r';

  private final int[] delimiters = new int[BLOCK + USUAL_DELIMITERS];
  private final int[] lineFeeds = new int[BLOCK];

  /** How far to look. Not far behind a line of another width: what is found there is of no use. */
  private int block = BLOCK;

  /**
   * Finds records from {@code from} on, until one that is not plain, or has not {@code width}
   * cells, or does not end before {@code limit}, or until enough are found for now.
   *
   * @return how many
   */
  int find(byte[] bytes, int from, int limit, int width) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int to = Math.min(limit, from + block) - Long.BYTES;
    int found = 0;
    int lines = 0;
    int i = from;
    for (; i <= to; i += Long.BYTES) {
      long word = words.getLong(i);
      if (contains(word, QUOTES, CARRIAGE_RETURNS)) {
        break;
      }
      long ends = equal(word, LINE_FEEDS);
      for (long rest = ends; rest != 0; rest &= rest - 1) {
        lineFeeds[lines++] = i + first(rest);
      }
      ends |= equal(word, SEMICOLONS);
      int count = Long.bitCount(ends);
      delimiters[found] = i + first(ends);
      ends &= ends - 1;
      delimiters[found + 1] = i + first(ends);
      ends &= ends - 1;
      for (int at = found + USUAL_DELIMITERS; ends != 0; ends &= ends - 1) {
        delimiters[at++] = i + first(ends);
      }
      found += count;
    }
    int records = records(found, lines, width);
    if (records < lines) {
      block = SMALLEST_BLOCK;
    } else if (i > to) {
      block = Math.min(2 * block, BLOCK);
    }
    return records;
  }

  /** How many of the lines, from the first one on, have so many cells. */
  private int records(int found, int lines, int width) {
    int records = 0;
    for (long last = width - 1; records < lines && last < found; last += width) {
      if (delimiters[(int) last] != lineFeeds[records]) {
        break;
      }
      records++;
    }
    return records;
  }

  /** Where a record ends that was found: the place of its line feed. */
  int end(int record) {
    return lineFeeds[record];
  }

  /** Copies where the cells of a record end that was found. */
  void copyEnds(int record, int width, int[] ends, int to) {
    System.arraycopy(delimiters, record * width, ends, to, width);
  }

  /** The highest bit of each byte of a word that is the byte repeated in another one. */
  private static long equal(long word, long repeated) {
    long difference = word ^ repeated;
    return ~(((difference & LOWER_BITS) + LOWER_BITS) | difference | LOWER_BITS);
  }

  /** Whether any byte of a word is one of the two that are repeated in the others. */
  private static boolean contains(long word, long repeated, long orRepeated) {
    long one = word ^ repeated;
    long other = word ^ orRepeated;
    return ((((one - LOWEST_BITS) & ~one) | ((other - LOWEST_BITS) & ~other)) & HIGHEST_BITS) != 0;
  }

  /** Which byte of a word the first bit belongs to. */
  private static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
  }
}
