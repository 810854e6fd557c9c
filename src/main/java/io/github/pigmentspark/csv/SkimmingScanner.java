package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Splits records that have neither quotes nor carriage returns where few of their cells are wanted:
 * the delimiters of the others are counted, those of two words in one go.
 */
final class SkimmingScanner implements PlainSplitter {
  private static final int TWO_WORDS = 2 * Long.BYTES;
  private static final int UNKNOWN = -1;

  /** Behind all places: there is no further one to find. */
  private static final int NONE = Integer.MAX_VALUE;

  /** Which delimiters of a record matter, by their number from 0 on; the last one is NONE. */
  private final int[] wanted;

  private int passed;

  private SkimmingScanner(int[] wanted) {
    this.wanted = wanted;
  }

  /**
   * A splitter that leaves the places of all cells but these unknown, where that saves work.
   *
   * @param cells from 0 on, in any order
   */
  static PlainSplitter of(int[] cells, int width) {
    BitSet delimiters = new BitSet();
    for (int cell : cells) {
      delimiters.set(Math.max(cell - 1, 0), cell + 1);
    }
    return 2 * delimiters.cardinality() > width
        ? new PlainScanner()
        : new SkimmingScanner(IntStream.concat(delimiters.stream(), IntStream.of(NONE)).toArray());
  }

  @Override
  public int split(RecordBatch batch, int from, int limit, long number) {
    int stride = batch.width() + 1;
    ByteBuffer words = Words.of(batch.bytes());
    int[] ends = batch.reserve(stride);
    int base = batch.base();
    int start = from;
    int records = 0;
    while (start < limit) {
      while (base + stride > ends.length) {
        ends = batch.growEnds();
      }
      int end = record(words, start, ends, base, batch.width());
      if (end == start) {
        break;
      }
      start = end;
      base += stride;
      records++;
    }
    batch.addAll(number, records);
    passed = records;
    return start;
  }

  /**
   * Splits a record, and returns where the one behind it starts; where this one does, if it is not
   * plain or has another width.
   */
  private int record(ByteBuffer words, int start, int[] ends, int base, int width) {
    ends[base] = start - 1;
    int seen = 0; // How many delimiters.
    int next = 0; // The next wanted one.
    int i = start;
    while (true) {
      int count = delimiters(words, i); // Both are in front of the limit or in the margin.
      if (count != UNKNOWN && seen + count <= wanted[next]) {
        seen += count;
        i += TWO_WORDS;
        continue;
      }
      for (int end = i + TWO_WORDS; i < end; i += Long.BYTES) {
        long word = words.getLong(i);
        long lineFeeds = 0;
        long delimiters = Words.equal(word, Words.SEMICOLONS);
        if (PlainScanner.mayEndRecord(word)) {
          lineFeeds = Words.equal(word, Words.LINE_FEEDS);
          long ofRecord = Words.upToLowest(lineFeeds);
          long others = Words.equal(word, Words.QUOTES) | Words.equal(word, Words.CARRIAGE_RETURNS);
          if ((others & ofRecord) != 0) {
            return start;
          }
          delimiters = (delimiters | lineFeeds) & ofRecord;
        }
        count = Long.bitCount(delimiters);
        for (; wanted[next] < seen + count; next++) {
          ends[base + 1 + wanted[next]] =
              i + Words.first(dropLowest(delimiters, wanted[next] - seen));
        }
        seen += count;
        if (lineFeeds != 0) {
          return seen == width ? i + Words.first(lineFeeds) + 1 : start;
        }
      }
    }
  }

  /** How many semicolons there are in two words, or UNKNOWN if a record may end in them. */
  private static int delimiters(ByteBuffer words, int at) {
    long first = words.getLong(at);
    long second = words.getLong(at + Long.BYTES);
    if (PlainScanner.mayEndRecord(first) | PlainScanner.mayEndRecord(second)) {
      return UNKNOWN;
    }
    return Long.bitCount(
        Words.equal(first, Words.SEMICOLONS) | Words.equal(second, Words.SEMICOLONS) >>> 1);
  }

  @Override
  public int passed() {
    return passed;
  }

  /** The bits but for some of the lowest ones. */
  private static long dropLowest(long bits, int count) {
    long rest = bits;
    for (int i = 0; i < count; i++) {
      rest &= rest - 1;
    }
    return rest;
  }
}
