package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;

/**
 * Splits records that have neither quotes nor carriage returns, eight bytes at a time.
 *
 * <p>Where a cell ends in such a word cannot be foreseen, so it is found without asking: places are
 * written for as many delimiters as a word usually has, and those that were not there are
 * overwritten by the next ones. Only words that may end a record are looked at more closely.
 */
final class PlainScanner implements PlainSplitter {
  private static final int USUAL_DELIMITERS = 2;

  /** The most numbers that a word of eight line feeds adds: each ends one record, starts one. */
  private static final int MOST_ENDS = 2 * Long.BYTES + USUAL_DELIMITERS;

  private int passed;

  @Override
  public int split(RecordBatch batch, int from, int limit, long number) {
    int width = batch.width();
    ByteBuffer words = Words.of(batch.bytes());
    int[] ends = batch.reserve(width + MOST_ENDS);
    int firstEnd = batch.base() + 1; // Where the end of the record's first cell goes.
    int seen = 0; // How many delimiters of the record at hand.
    int start = from;
    int records = 0;
    ends[firstEnd - 1] = start - 1;
    scan:
    for (int i = from; i <= limit - Long.BYTES; i += Long.BYTES) {
      if (firstEnd + seen > ends.length - MOST_ENDS) {
        if (seen > width) {
          break;
        }
        ends = batch.growEnds();
      }
      long word = words.getLong(i);
      long lineFeeds = 0;
      if (mayEndRecord(word)) {
        if ((Words.equal(word, Words.QUOTES) | Words.equal(word, Words.CARRIAGE_RETURNS)) != 0) {
          break;
        }
        lineFeeds = Words.equal(word, Words.LINE_FEEDS);
      }
      long delimiters = Words.equal(word, Words.SEMICOLONS) | lineFeeds;
      while (true) {
        long ofRecord = delimiters & Words.upToLowest(lineFeeds);
        writeAll(ofRecord, i, ends, firstEnd + seen);
        seen += Long.bitCount(ofRecord);
        if (lineFeeds == 0) {
          break;
        }
        if (seen != width) {
          break scan;
        }
        start = i + Words.first(lineFeeds) + 1;
        firstEnd += width + 1;
        ends[firstEnd - 1] = start - 1;
        records++;
        seen = 0;
        delimiters ^= ofRecord;
        lineFeeds &= lineFeeds - 1;
      }
    }
    batch.addAll(number, records);
    passed = records;
    return start;
  }

  @Override
  public int passed() {
    return passed;
  }

  /** Whether any byte of a word is a quote, or below the space, as line breaks are. */
  static boolean mayEndRecord(long word) {
    return (((word - Words.SPACES) | ((word ^ Words.QUOTES) - Words.LOWEST_BITS))
            & ~word
            & Words.HIGHEST_BITS)
        != 0;
  }

  /** Writes where the delimiters are, and something behind that if they are few. */
  private static void writeAll(long delimiters, int word, int[] ends, int to) {
    ends[to] = word + Words.first(delimiters);
    long second = delimiters & (delimiters - 1);
    ends[to + 1] = word + Words.first(second);
    int at = to + USUAL_DELIMITERS;
    for (long rest = second & (second - 1); rest != 0; rest &= rest - 1) {
      ends[at++] = word + Words.first(rest);
    }
  }
}
