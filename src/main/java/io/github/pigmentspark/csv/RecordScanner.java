package io.github.pigmentspark.csv;

/**
 * A scanner that finds the ends of records, and the ends of the fields in records without quotes.
 */
final class RecordScanner {
  private static final String BARE_CARRIAGE_RETURN =
      "a carriage return outside quotes is not followed by a line feed";
  private static final String TEXT_AFTER_QUOTE =
      "a closing quote is followed by text instead of a semicolon or a line break";

  private final int maxRecordBytes;
  private final DelimiterFinder delimiters = new DelimiterFinder();
  private int fieldsOfLast;

  RecordScanner(int maxRecordBytes) {
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Adds the complete records between two positions to a batch.
   *
   * @param maxRecords the maximum number of records in the batch
   * @return the start of the first record that was not added because it is incomplete, too long, or
   *     beyond the maximum number of records
   */
  int scan(RecordBatch batch, byte[] bytes, int from, int limit, int maxRecords) {
    int width = batch.width();
    int[][] ends = batch.ends();
    int record = batch.size();
    int start = from;
    int fields = 0;
    boolean hasQuotes = false;
    boolean insideQuotes = false;
    int closingQuote = -1;
    String problem = "";
    for (int chunk = from; chunk < limit; chunk += DelimiterFinder.CHUNK) {
      delimiters.search(bytes, chunk, limit);
      for (int block = 0; block < DelimiterFinder.CHUNK; block += DelimiterFinder.BLOCK) {
        for (long found = delimiters.found(block); found != 0; found &= found - 1) {
          int at = chunk + block + Long.numberOfTrailingZeros(found);
          byte b = bytes[at];
          if (insideQuotes) {
            if (b == '"') {
              insideQuotes = false;
              closingQuote = at;
              if (at + 1 < limit && !mayFollowQuote(bytes[at + 1])) {
                problem = TEXT_AFTER_QUOTE;
              }
            }
          } else if (b == ';') {
            if (fields < width) {
              ends[fields + 1][record] = at;
            }
            fields++;
          } else if (b == '\n') {
            if (at - start >= maxRecordBytes) {
              return start;
            }
            if (fields < width) {
              ends[fields + 1][record] = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
            }
            fieldsOfLast = fields + 1;
            batch.add(at, fieldsOfLast, hasQuotes, problem);
            start = at + 1;
            if (batch.size() == maxRecords) {
              return start;
            }
            record++;
            fields = 0;
            hasQuotes = false;
            problem = "";
          } else if (b == '\r') {
            if (at + 1 < limit && bytes[at + 1] != '\n') {
              problem = BARE_CARRIAGE_RETURN;
            }
          } else if (b == '"') {
            hasQuotes = true;
            boolean isDoubled = closingQuote == at - 1;
            insideQuotes = isDoubled || at == start || bytes[at - 1] == ';';
          }
        }
      }
    }
    return start;
  }

  /** Returns whether a byte may follow a quote that closes a field or is the first of a pair. */
  private static boolean mayFollowQuote(byte b) {
    return b == ';' || b == '\n' || b == '\r' || b == '"';
  }

  /** Returns the number of fields in the last complete record, even if that record is malformed. */
  int fieldsOfLast() {
    return fieldsOfLast;
  }
}
