package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;

/**
 * Finds where records end, and where the fields of those without quotes end. The delimiters are
 * ASCII, which in UTF-8 is never part of another character, so bytes are scanned undecoded, eight
 * at a time.
 */
final class RecordScanner {
  private static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes is not followed by a line feed";
  private static final String TEXT_AFTER_QUOTE =
      "a closing quote is followed by text instead of ; or a line break";

  private final int maxRecordBytes;
  private int fieldsOfLast;
  private boolean foundTooLong;

  RecordScanner(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Adds the complete records between two positions to a batch.
   *
   * @param bytes has {@link Words#MARGIN} bytes or more after {@code limit}
   * @return where the first record starts that is incomplete or too long
   */
  int scan(RecordBatch batch, byte[] bytes, int from, int limit) {
    foundTooLong = false;
    ByteBuffer words = Words.of(bytes);
    int width = batch.width();
    int[] ends = batch.reserveRecord(from);
    int firstEnd = batch.firstEnd();
    int start = from;
    int fields = 0;
    boolean hasQuotes = false;
    String problem = "";
    int i = from;
    while (i < limit) {
      int next = i + Long.BYTES;
      long word = words.getLong(i);
      if (next <= limit && !Words.mayEndRecord(word)) {
        fields += writeEnds(Words.semicolons(word), i, ends, firstEnd + Math.min(fields, width));
        i = next;
        continue;
      }
      long candidates = Words.delimiters(word);
      while (candidates != 0) {
        int at = i + Words.first(candidates);
        candidates &= candidates - 1;
        if (at >= limit) {
          return start;
        }
        switch (bytes[at]) {
          case ';':
            if (fields < width) {
              ends[firstEnd + fields] = at;
            }
            fields++;
            break;
          case '\n':
            if (at - start >= maxRecordBytes) {
              foundTooLong = true;
              return start;
            }
            if (fields < width) {
              ends[firstEnd + fields] = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
            }
            fieldsOfLast = fields + 1;
            batch.add(start, at, fieldsOfLast, hasQuotes, problem);
            start = at + 1;
            fields = 0;
            hasQuotes = false;
            problem = "";
            ends = batch.reserveRecord(start);
            firstEnd = batch.firstEnd();
            break;
          case '\r':
            if (at + 1 < limit && bytes[at + 1] != '\n') {
              problem = BARE_CARRIAGE_RETURN;
            }
            break;
          case '"':
            hasQuotes = true;
            if (at == start || bytes[at - 1] == ';') {
              next = afterClosingQuote(bytes, at + 1, limit);
              if (next >= limit) {
                return start;
              }
              if (bytes[next] != ';' && bytes[next] != '\n' && bytes[next] != '\r') {
                problem = TEXT_AFTER_QUOTE;
              }
              candidates = 0;
            }
            break;
          default: // Another control character.
        }
      }
      i = next;
    }
    return start;
  }

  /**
   * Writes the positions of a word's semicolons. Two are written even if there are fewer, since a
   * branch would cost more; what is too much is overwritten by the next ones.
   */
  private static int writeEnds(long semicolons, int at, int[] ends, int to) {
    ends[to] = at + Words.first(semicolons);
    long rest = semicolons & (semicolons - 1);
    ends[to + 1] = at + Words.first(rest);
    rest &= rest - 1;
    for (int i = to + 2; rest != 0; rest &= rest - 1) {
      ends[i++] = at + Words.first(rest);
    }
    return Long.bitCount(semicolons);
  }

  /** The position after the first quote that is not doubled; {@code limit} if there is none. */
  private static int afterClosingQuote(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit) {
      if (bytes[i++] == '"') {
        if (i == limit || bytes[i] != '"') {
          return i;
        }
        i++;
      }
    }
    return limit;
  }

  /** The number of fields of the last complete record, malformed or not. */
  int fieldsOfLast() {
    return fieldsOfLast;
  }

  /** Whether the last scan ended at a record that is longer than allowed. */
  boolean foundTooLong() {
    return foundTooLong;
  }
}
