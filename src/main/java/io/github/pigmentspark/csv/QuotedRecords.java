package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A run of records with quotes, read by Commons CSV.
 *
 * <p>Each byte is shown to Commons CSV as the character of the same number and turned back behind
 * it: all that matters to a CSV parser is ASCII, and the UTF-8 between goes through untouched.
 */
final class QuotedRecords {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setDelimiter(';').setIgnoreEmptyLines(false).get();

  private Iterator<CSVRecord> records;
  private int remaining;
  private byte[] cells = new byte[1024];

  /** Starts a run of {@code count} whole records between {@code from} and {@code to}. */
  void begin(byte[] bytes, int from, int to, int count) throws IOException {
    records = FORMAT.parse(new ByteReader(bytes, from, to)).iterator();
    remaining = count;
  }

  boolean hasNext() {
    return remaining > 0;
  }

  /** Copies the next record of the run into {@code record}. */
  void next(Record record, long number) {
    remaining--;
    CSVRecord values = records.next();
    int length = values.size();
    for (int i = 0; i < values.size(); i++) {
      length += values.get(i).length();
    }
    if (cells.length < length) {
      cells = new byte[Math.max(length, 2 * cells.length)];
    }
    record.begin(cells, 0, number);
    int end = 0;
    for (int i = 0; i < values.size(); i++) {
      end = append(values.get(i), end);
      record.endCell(end++);
    }
  }

  // The deprecated method is the one that narrows characters to bytes without another array.
  @SuppressWarnings("deprecation")
  private int append(String value, int position) {
    value.getBytes(0, value.length(), cells, position);
    return position + value.length();
  }

  /** Bytes as the characters U+0000 to U+00FF. */
  private static final class ByteReader extends Reader {
    private final byte[] bytes;
    private final int to;
    private int position;

    ByteReader(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.position = from;
      this.to = to;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      if (position == to) {
        return -1;
      }
      int count = Math.min(length, to - position);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = (char) (bytes[position + i] & 0xFF);
      }
      position += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
