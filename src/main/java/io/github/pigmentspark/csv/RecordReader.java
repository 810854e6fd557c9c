package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads records of RFC 4180 with {@code ;} between cells, ended by LF or CRLF, in UTF-8 with or
 * without a byte order mark.
 *
 * <p>A record without a quote is split where it lies, byte by byte: the delimiters are ASCII, which
 * in UTF-8 never stands inside another character. Records with quotes go to Commons CSV in runs, by
 * way of {@link QuotedRecords}, since a parser of its own for each would cost more than the
 * parsing.
 *
 * <p>Memory is one buffer, as large as the longest record so far.
 */
public final class RecordReader {
  /** The most cells that a header may have. */
  public static final int MAX_CELLS = 100_000;

  private static final int BUFFER_SIZE = 256 * 1024;
  private static final int RUN_BYTES = 64 * 1024;

  /** So many records without a quote end a run: a new parser costs about as much as they would. */
  private static final int PLAIN_RECORDS_BETWEEN_RUNS = 4;

  private static final int NEEDS_MORE = -1;
  private static final int HAS_QUOTES = -2;

  private static final boolean[] SPECIAL = new boolean[256];

  static {
    SPECIAL[';'] = true;
    SPECIAL['"'] = true;
    SPECIAL['\n'] = true;
    SPECIAL['\r'] = true;
  }

  private final InputStream in;
  private final int maxRecordBytes;
  private final Record record = new Record();
  private final QuotedScanner scanner = new QuotedScanner();
  private final QuotedRecords quoted = new QuotedRecords();

  private List<String> header = Collections.emptyList();
  private int width;
  private byte[] buffer;
  private int position;
  private int limit;
  private long nextNumber;
  private boolean inputEnded;
  private boolean endsWithoutLineBreak;

  private RecordReader(InputStream in, int maxRecordBytes) {
    this.in = in;
    this.maxRecordBytes = maxRecordBytes;
    this.buffer = new byte[Math.min(BUFFER_SIZE, maxRecordBytes)];
  }

  /**
   * A reader of a whole export.
   *
   * @param in the bytes; this reader does not close it
   * @param maxRecordBytes the longest record to accept; memory grows up to it and no further
   */
  public static RecordReader of(InputStream in, int maxRecordBytes) {
    return new RecordReader(in, maxRecordBytes);
  }

  /**
   * The names of the columns, from the first line.
   *
   * @throws CsvException if there is none, or it cannot be read
   */
  public List<String> header() throws IOException {
    if (nextNumber == 0) {
      skipByteOrderMark();
      if (!advance()) {
        throw new CsvException("The export is empty: not even a header line came.");
      }
      header = readHeader();
      width = header.size();
    }
    return header;
  }

  private List<String> readHeader() {
    if (record.isMalformed()) {
      throw new CsvException("The header line is malformed: " + record.problem() + ".");
    }
    if (record.size() > MAX_CELLS) {
      throw new CsvException(
          String.format(
              "The header has %d columns; at most %d are read.", record.size(), MAX_CELLS));
    }
    for (int i = 0; i < record.size(); i++) {
      if (!record.isText(i)) {
        throw new CsvException("The header line is not UTF-8.");
      }
    }
    return Collections.unmodifiableList(record.texts());
  }

  /** The record that the last {@link #next()} read; always the same object. */
  public Record record() {
    return record;
  }

  /**
   * Whether the record just read is the last one and has no line break behind it. Usually a way of
   * writing; but it is also all that can be seen of an export that was cut inside its last cell.
   */
  public boolean endsWithoutLineBreak() {
    return endsWithoutLineBreak && position == limit && !quoted.hasNext();
  }

  /**
   * Moves to the next record behind the header. One that has another number of cells than the
   * header is malformed.
   *
   * @return false at the end
   * @throws CsvException if the bytes end inside a record, or a record passes a limit
   */
  public boolean next() throws IOException {
    header();
    return advance();
  }

  private boolean advance() throws IOException {
    if (!quoted.hasNext()) {
      int end = split();
      while (end == NEEDS_MORE) {
        if (!fill()) {
          return endOfInput();
        }
        end = split();
      }
      if (end == HAS_QUOTES) {
        return nextWithQuotes();
      }
      position = end + 1;
    } else {
      quoted.next(record, nextNumber);
    }
    return accept(record.size());
  }

  private boolean accept(int cells) {
    boolean last = endsWithoutLineBreak();
    if (last && endsInsideCharacter()) {
      throw cut("inside a character");
    }
    // Malformed or not: what is cut here may go on, and more records behind it.
    if (nextNumber > 0 && last && cells < width) {
      throw cut("after " + cells + " of " + width + " cells");
    }
    if (nextNumber > 0 && cells != width && !record.isMalformed()) {
      record.malformed("it has " + cells + " cells, but the header has " + width);
    }
    nextNumber++;
    return true;
  }

  private boolean endOfInput() {
    if (position == limit) {
      return false;
    }
    throw cut("inside quotes that are not closed");
  }

  private CsvException cut(String where) {
    return new CsvException(
        String.format(
            "The export is cut short: %s ends %s. Run the read again; if it stays so, ask Pigment's"
                + " support about the view.",
            name(nextNumber), where));
  }

  /** Splits the record at the position if it lies there whole and without a quote. */
  private int split() {
    byte[] bytes = buffer;
    int from = position;
    int to = limit;
    record.begin(bytes, from, nextNumber);
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (!SPECIAL[b & 0xFF]) {
        continue;
      }
      if (b == ';') {
        record.endCell(i);
      } else if (b == '\n') {
        record.endCell(i > from && bytes[i - 1] == '\r' ? i - 1 : i);
        return i;
      } else if (b == '"') {
        return HAS_QUOTES;
      } else if (i + 1 < to && bytes[i + 1] != '\n') {
        record.malformed(QuotedScanner.BARE_CARRIAGE_RETURN);
      }
    }
    return NEEDS_MORE;
  }

  /** Reads the record at the position, which has a quote, and prepares those behind it. */
  private boolean nextWithQuotes() throws IOException {
    while (!scanner.scan(buffer, position, limit)) {
      if (!fill()) {
        return endOfInput();
      }
    }
    if (scanner.isMalformed()) {
      record.begin(buffer, position, nextNumber);
      record.endCell(scanner.end());
      record.malformed(scanner.problem());
      position = scanner.end() + 1;
      return accept(scanner.cells());
    }
    int start = position;
    int count = passRun();
    quoted.begin(buffer, start, position, count);
    quoted.next(record, nextNumber);
    return accept(record.size());
  }

  /** Moves the position behind the last record with quotes of the run that starts there. */
  private int passRun() {
    int start = position;
    int count = 0;
    int withQuotes = 0;
    int end = position;
    while (count - withQuotes < PLAIN_RECORDS_BETWEEN_RUNS
        && end - start < RUN_BYTES
        && scanner.scan(buffer, end, limit)
        && !scanner.isMalformed()) {
      count++;
      end = scanner.end() + 1;
      if (scanner.hasQuotes()) {
        withQuotes = count;
        position = end;
      }
    }
    return withQuotes;
  }

  private void skipByteOrderMark() throws IOException {
    while (limit - position < 3 && fill()) {}
    if (limit - position >= 3
        && buffer[position] == (byte) 0xEF
        && buffer[position + 1] == (byte) 0xBB
        && buffer[position + 2] == (byte) 0xBF) {
      position += 3;
      if (endsWithoutLineBreak && limit == position + 1) {
        position = limit; // The mark alone; the line break behind it was not in the export.
      }
    }
  }

  /**
   * Reads on, keeping what lies behind the position. At least doubles that, so that even the
   * longest record is scanned in linear time.
   *
   * @return false if there is no more
   */
  private boolean fill() throws IOException {
    if (inputEnded) {
      return false;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int wanted = Math.min(2 * limit + 1, maxRecordBytes);
    if (limit >= wanted) {
      throw new CsvException(
          String.format(
              "The export has a record (%s) of more than %d bytes, the limit of maxRecordSize. Raise"
                  + " maxRecordSize if the record is right; a quote that is never closed looks the same.",
              name(nextNumber), maxRecordBytes));
    }
    if (buffer.length < wanted) {
      buffer = Arrays.copyOf(buffer, wanted);
    }
    while (limit < wanted && !inputEnded) {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        end();
      } else {
        limit += count;
      }
    }
    return true;
  }

  /** Completes a last record that has no line break, unless it is cut inside quotes. */
  private void end() {
    inputEnded = true;
    if (limit > 0 && buffer[limit - 1] != '\n') {
      endsWithoutLineBreak = true;
      buffer[limit++] = '\n'; // In the room of the read that found the end.
    }
  }

  /** Whether the text before the last line break ends with a part of a multi-byte character. */
  private boolean endsInsideCharacter() {
    int last = limit - 2;
    int continuation = 0;
    while (last - continuation >= 0
        && continuation < 3
        && (buffer[last - continuation] & 0xC0) == 0x80) {
      continuation++;
    }
    int lead = last - continuation < 0 ? 0 : buffer[last - continuation] & 0xFF;
    int needed = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    return continuation < needed;
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
