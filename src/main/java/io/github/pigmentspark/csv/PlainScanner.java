package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Splits records that have neither quotes nor carriage returns, eight bytes at a time.
 *
 * <p>Where a cell ends in such a word cannot be foreseen, so it is found without asking: places are
 * written for as many delimiters as a word usually has, and those that were not there are
 * overwritten by the next ones. Only words that may end a record are looked at more closely.
 */
final class PlainScanner {
  private static final int USUAL_DELIMITERS = 2;

  /** The most numbers that a word of eight line feeds adds: each ends one record, starts one. */
  private static final int MOST_ENDS = 2 * Long.BYTES + USUAL_DELIMITERS;

  private static final long LOWEST_BITS = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long LOWER_BITS = ~HIGHEST_BITS;
  private static final long SPACES = LOWEST_BITS * ' ';
  private static final long SEMICOLONS = LOWEST_BITS * ';';
  private static final long QUOTES = LOWEST_BITS * '"';
  private static final long LINE_FEEDS = LOWEST_BITS * '\n';
  private static final long CARRIAGE_RETURNS = LOWEST_BITS * '\r';

  /**
   * Adds records to a batch from {@code from} on, until one that is not plain, or has not as many
   * cells as the header, or does not end before {@code limit}.
   *
   * @param number of the first record
   * @return where the first one begins that is not added
   */
  int split(RecordBatch batch, int from, int limit, long number) {
    int width = batch.width();
    ByteBuffer words = ByteBuffer.wrap(batch.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int[] ends = batch.reserve(MOST_ENDS);
    int base = batch.base();
    int count = base;
    int start = from;
    int records = 0;
    ends[count++] = start - 1;
    scan:
    for (int i = from; i <= limit - Long.BYTES; i += Long.BYTES) {
      if (count > ends.length - MOST_ENDS) {
        if (count - base > width + 1) {
          break;
        }
        ends = batch.growEnds();
      }
      long word = words.getLong(i);
      long delimiters = equal(word, SEMICOLONS);
      if (mayEndRecord(word)) {
        long lineFeeds = equal(word, LINE_FEEDS);
        long others = equal(word, QUOTES) | equal(word, CARRIAGE_RETURNS);
        for (long rest = delimiters | lineFeeds | others; rest != 0; rest &= rest - 1) {
          int place = i + first(rest);
          long bit = rest & -rest;
          if ((bit & others) != 0) {
            break scan;
          }
          ends[count++] = place;
          if ((bit & lineFeeds) != 0) {
            if (count != base + width + 1) {
              break scan;
            }
            records++;
            start = place + 1;
            base = count;
            ends[count++] = place;
          }
        }
      } else {
        ends[count] = i + first(delimiters);
        long second = delimiters & (delimiters - 1);
        ends[count + 1] = i + first(second);
        int at = count + USUAL_DELIMITERS;
        for (long rest = second & (second - 1); rest != 0; rest &= rest - 1) {
          ends[at++] = i + first(rest);
        }
        count += Long.bitCount(delimiters);
      }
    }
    batch.addAll(number, records);
    return start;
  }

  /** Whether any byte of a word is a quote, or below the space, as line breaks are. */
  private static boolean mayEndRecord(long word) {
    return (((word - SPACES) | ((word ^ QUOTES) - LOWEST_BITS)) & ~word & HIGHEST_BITS) != 0;
  }

  /** The highest bit of each byte of a word that is the byte repeated in another one. */
  private static long equal(long word, long repeated) {
    long difference = word ^ repeated;
    return ~(((difference & LOWER_BITS) + LOWER_BITS) | difference | LOWER_BITS);
  }

  /** Which byte of a word the first bit belongs to. */
  private static int first(long bits) {
    return Long.numberOfTrailingZeros(bits) / Byte.SIZE;
  }
}
