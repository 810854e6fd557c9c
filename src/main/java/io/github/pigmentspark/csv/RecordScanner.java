package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;

/**
 * A scanner that finds the ends of records, and the ends of the fields in records without quotes.
 * It scans blocks of bytes without decoding them, because in UTF-8 an ASCII delimiter is never part
 * of another character.
 */
final class RecordScanner {
  private static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes is not followed by a line feed";
  private static final String TEXT_AFTER_QUOTE =
      "a closing quote is followed by text instead of a semicolon or a line break";

  private final int maxRecordBytes;
  private int fieldsOfLast;

  RecordScanner(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Adds the complete records between two positions to a batch.
   *
   * @param bytes an array with at least {@link Words#BLOCK} bytes after {@code limit}
   * @param maxRecords the maximum number of records in the batch
   * @return the start of the first record that was not added because it is incomplete, too long, or
   *     beyond the maximum number of records
   */
  int scan(RecordBatch batch, byte[] bytes, int from, int limit, int maxRecords) {
    ByteBuffer words = Words.of(bytes);
    int width = batch.width();
    int[] ends = batch.reserveRecord(from);
    int firstEnd = batch.firstEnd();
    int start = from;
    int fields = 0;
    boolean hasQuotes = false;
    String problem = "";
    int position = from;
    while (position < limit) {
      long delimiters = Words.delimiters(words, position);
      int next = position + Words.BLOCK;
      if (next > limit) {
        delimiters &= ~(-1L << limit - position);
      }
      while (delimiters != 0) {
        int at = position + Long.numberOfTrailingZeros(delimiters);
        delimiters &= delimiters - 1;
        switch (bytes[at]) {
          case ';':
            if (fields < width) {
              ends[firstEnd + fields] = at;
            }
            fields++;
            break;
          case '\n':
            if (at - start >= maxRecordBytes) {
              return start;
            }
            if (fields < width) {
              ends[firstEnd + fields] = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
            }
            fieldsOfLast = fields + 1;
            batch.add(start, at, fieldsOfLast, hasQuotes, problem);
            start = at + 1;
            if (batch.size() == maxRecords) {
              return start;
            }
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
            boolean opensField = at == start || bytes[at - 1] == ';';
            if (opensField) {
              int afterQuotes = afterClosingQuote(bytes, at + 1, limit);
              if (afterQuotes >= limit) {
                return start;
              }
              if (!endsField(bytes[afterQuotes])) {
                problem = TEXT_AFTER_QUOTE;
              }
              // Delimiters inside the quotes are part of the field.
              if (afterQuotes < next) {
                delimiters &= -1L << afterQuotes - position;
              } else {
                delimiters = 0;
                next = afterQuotes;
              }
            }
            break;
          default: // Ignore other control characters.
        }
      }
      position = next;
    }
    return start;
  }

  private static boolean endsField(byte b) {
    return b == ';' || b == '\n' || b == '\r';
  }

  /**
   * Returns the position after the first quote that is not doubled, or {@code limit} if there is
   * none.
   */
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

  /** Returns the number of fields in the last complete record, even if that record is malformed. */
  int fieldsOfLast() {
    return fieldsOfLast;
  }
}
