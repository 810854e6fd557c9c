package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Records with quotes, read by Commons CSV.
 *
 * <p>Each byte is shown to Commons CSV as the character of the same number and turned back behind
 * it: all that matters to a CSV parser is ASCII, and the UTF-8 between goes through untouched. One
 * parser reads all of an export's records with quotes, since to make one costs as much as reading a
 * few of them.
 */
final class QuotedRecords {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setDelimiter(';').setIgnoreEmptyLines(false).get();

  private final ByteReader bytes = new ByteReader();
  private final Iterator<CSVRecord> records = parse(bytes);

  private static Iterator<CSVRecord> parse(Reader characters) {
    try {
      return FORMAT.parse(characters).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It reads nothing yet.
    }
  }

  /**
   * Reads the record between {@code from} and {@code to}, and writes its cells over it: without
   * quotes they are shorter.
   *
   * @param ends is told where the cells end, from {@code base} on, as in a {@link RecordBatch}
   * @param most how many cells to write; those behind are only counted
   * @return how many cells the record has
   */
  int read(byte[] buffer, int from, int to, int[] ends, int base, int most) {
    bytes.supply(buffer, from, to);
    CSVRecord cells = records.next();
    int end = from - 1;
    ends[base] = end;
    for (int i = 0; i < Math.min(cells.size(), most); i++) {
      end = append(cells.get(i), buffer, end + 1);
      buffer[end] = ';';
      ends[base + i + 1] = end;
    }
    // What is left of the record must not complete a character that a cell cuts.
    Arrays.fill(buffer, end, to, (byte) '\n');
    return cells.size();
  }

  // The deprecated method is the one that narrows characters to bytes without another array.
  @SuppressWarnings("deprecation")
  private static int append(String value, byte[] buffer, int position) {
    value.getBytes(0, value.length(), buffer, position);
    return position + value.length();
  }

  /** Bytes as the characters U+0000 to U+00FF. */
  private static final class ByteReader extends Reader {
    private byte[] bytes = new byte[0];
    private int position;
    private int to;

    void supply(byte[] bytes, int from, int to) {
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
