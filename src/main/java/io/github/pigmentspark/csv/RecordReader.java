package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A reader of UTF-8 records as RFC 4180 defines them, but with {@code ;} as the delimiter. A record
 * ends with LF or CRLF. The reader skips any number of byte order marks before the header.
 *
 * <p>{@link RecordScanner} splits records without quotes directly in the buffer. {@link
 * QuotedRecords} parses the header and all other records with Commons CSV. A read fails if the
 * export is cut off.
 *
 * <p>The buffers belong to the batches. Each batch has a 256 KB buffer or, for a longer record, a
 * buffer of at most twice the length of that record.
 */
public final class RecordReader {
  /** The maximum number of columns in a header. */
  static final int MAX_COLUMNS = 100_000;

  static final int BUFFER_SIZE = 256 * 1024;
  private static final int MARK_LENGTH = 3;

  // If its records are short or have many fields, a batch may end before the end of its buffer.
  private static final int MAX_RECORDS = 16 * 1024;
  private static final int MAX_FIELDS = 1024 * 1024;

  /**
   * The number of unused bytes at the end of a buffer: one for a missing line feed, and a word, so
   * that the last field can be read by words.
   */
  private static final int RESERVED = 1 + Long.BYTES;

  private final InputStream in;
  private final int maxRecordBytes;
  private final RecordScanner scanner;

  // The buffer of the last batch. The bytes from position to limit have not been split yet.
  private byte[] bytes = {};
  private int position;
  private int limit;
  private boolean ended;
  private boolean lacksLineBreak;
  private boolean endsInsideCharacter;

  private List<String> header = Collections.emptyList();
  private int maxRecords;
  private long nextNumber;
  private CsvException failure;

  private RecordReader(InputStream in, int maxRecordBytes) {
    this.in = in;
    this.maxRecordBytes = maxRecordBytes;
    this.scanner = new RecordScanner(maxRecordBytes);
  }

  /**
   * Returns a reader of an export.
   *
   * @param in a stream of the export's bytes; the reader does not close it
   * @param maxRecordBytes the maximum length of a record, including its line break
   */
  public static RecordReader of(InputStream in, int maxRecordBytes) {
    return new RecordReader(in, maxRecordBytes);
  }

  /**
   * Returns the fields of the first line.
   *
   * @throws CsvException if the export is empty, or its first line cannot be read
   */
  public List<String> header() throws IOException {
    if (header.isEmpty()) {
      RecordBatch batch = new RecordBatch();
      receive(batch);
      skipByteOrderMarks();
      int end = endOfHeader(batch);
      // Scan the header again, now that the number of fields is known.
      batch.begin(bytes, position, Math.min(scanner.fieldsOfLast(), MAX_COLUMNS), 0);
      scanner.scan(batch, bytes, position, end, 1);
      if (batch.isMalformed(0)) {
        throw new CsvException("The header line is malformed: " + headerProblem(batch) + ".");
      }
      position = end;
      nextNumber = 1;
      if (endsWithoutLineBreak() && endsInsideCharacter) {
        throw cutOff(0, "in the middle of a character");
      }
      QuotedRecords.parse(batch);
      header = names(batch);
      maxRecords = Math.max(1, Math.min(MAX_RECORDS, MAX_FIELDS / header.size()));
    }
    return header;
  }

  /** Returns the position after the header line. The batch must be empty. */
  private int endOfHeader(RecordBatch batch) throws IOException {
    int end;
    do {
      end = scanner.scan(batch, bytes, position, limit, 1);
    } while (end == position && readMore(batch));
    if (end == position) {
      throw position == limit
          ? new CsvException("The export is empty: it has no header line.")
          : cutOff(0, "inside a quoted field");
    }
    return end;
  }

  private String headerProblem(RecordBatch batch) {
    return scanner.fieldsOfLast() > MAX_COLUMNS
        ? "it has more than " + MAX_COLUMNS + " fields"
        : batch.problem(0);
  }

  private static List<String> names(RecordBatch batch) {
    List<String> names = new ArrayList<>(batch.width());
    for (int i = 0; i < batch.width(); i++) {
      if (!batch.isUtf8(0, i)) {
        throw new CsvException("The header line is not UTF-8.");
      }
      names.add(batch.text(0, i, Integer.MAX_VALUE));
    }
    return Collections.unmodifiableList(names);
  }

  /**
   * Returns whether the last record has been read and has no line feed at its end. Such a record is
   * usually complete, but an export that is cut off inside its last field looks the same.
   */
  public boolean endsWithoutLineBreak() {
    return lacksLineBreak && position == limit && failure == null;
  }

  /**
   * Fills a batch with the next records that are in the buffer, and waits for at least one.
   *
   * @return false at the end, in which case the batch is empty
   * @throws CsvException if the export ends inside a record, or a record is too long; all records
   *     before that record have been read
   */
  public boolean read(RecordBatch batch) throws IOException {
    header();
    if (failure != null) {
      throw failure;
    }
    receive(batch);
    batch.begin(bytes, position, header.size(), nextNumber);
    int end = scanner.scan(batch, bytes, position, limit, maxRecords);
    while (batch.size() == 0 && readMore(batch)) {
      batch.begin(bytes, position, header.size(), nextNumber);
      end = scanner.scan(batch, bytes, position, limit, maxRecords);
    }
    if (batch.size() == 0 && position < limit) {
      throw cutOff(nextNumber, "inside a quoted field");
    }
    position = end;
    nextNumber += batch.size();
    if (batch.size() > 0 && isCutOff()) {
      failure = cutOff();
      batch.removeLast();
      if (batch.size() == 0) {
        throw failure;
      }
    }
    batch.keepText();
    QuotedRecords.parse(batch);
    return batch.size() > 0;
  }

  /** Returns whether the last record ends at a place where a complete record cannot end. */
  private boolean isCutOff() {
    return endsWithoutLineBreak()
        && (endsInsideCharacter || scanner.fieldsOfLast() < header.size());
  }

  private CsvException cutOff() {
    return cutOff(
        nextNumber - 1,
        endsInsideCharacter
            ? "in the middle of a character"
            : "after " + scanner.fieldsOfLast() + " of " + header.size() + " fields");
  }

  private static CsvException cutOff(long number, String where) {
    return new CsvException(
        String.format(
            "The export is cut off: %s ends %s. Run the read again. If it fails again, contact"
                + " Pigment support about this export.",
            name(number), where));
  }

  /**
   * Skips any number of byte order marks, which do not count towards the maximum length of a
   * record.
   */
  private void skipByteOrderMarks() throws IOException {
    do {
      while (limit - position < MARK_LENGTH && !ended) {
        moveTo(bytes);
        fill();
      }
    } while (skipByteOrderMark());
  }

  private boolean skipByteOrderMark() {
    boolean found =
        limit - position >= MARK_LENGTH
            && bytes[position] == (byte) 0xEF
            && bytes[position + 1] == (byte) 0xBB
            && bytes[position + 2] == (byte) 0xBF;
    position += found ? MARK_LENGTH : 0;
    return found;
  }

  /**
   * Moves the remaining bytes of the previous batch into this one, and reads more bytes after them.
   * After a long record, many bytes may remain. They then stay in their buffer, and no more are
   * read.
   */
  private void receive(RecordBatch batch) throws IOException {
    if (limit - position < BUFFER_SIZE - RESERVED) {
      moveTo(batch.buffer(BUFFER_SIZE));
      fill();
    }
  }

  /**
   * Reads more bytes after an incomplete record. This at least doubles the number of bytes, so that
   * even the longest record is scanned in linear time.
   *
   * @return false at the end of the export
   */
  private boolean readMore(RecordBatch batch) throws IOException {
    int rest = limit - position;
    if (rest - (lacksLineBreak ? 1 : 0) >= maxRecordBytes) {
      throw tooLong();
    }
    if (ended) {
      return false;
    }
    int enough = rest + Math.min(Math.max(rest, 1), maxRecordBytes - rest);
    moveTo(batch.buffer(Math.max(BUFFER_SIZE, enough + RESERVED)));
    while (limit < enough && !ended) {
      fill();
    }
    return true;
  }

  /** Moves the bytes that have not yet been split to the start of a buffer. */
  private void moveTo(byte[] buffer) {
    int rest = limit - position;
    System.arraycopy(bytes, position, buffer, 0, rest);
    bytes = buffer;
    position = 0;
    limit = rest;
  }

  /** Reads some bytes if the buffer has space. Adds the missing line feed after the last record. */
  private void fill() throws IOException {
    int space = bytes.length - RESERVED - limit;
    if (ended || space <= 0) {
      return;
    }
    int count = in.read(bytes, limit, space);
    if (count >= 0) {
      limit += count;
      return;
    }
    ended = true;
    if (limit > position && bytes[limit - 1] != '\n') {
      lacksLineBreak = true;
      endsInsideCharacter = Utf8.endsInsideCharacter(bytes, position, limit);
      bytes[limit++] = '\n';
    }
  }

  private CsvException tooLong() {
    return new CsvException(
        String.format(
            Locale.ROOT,
            "The export has a record (%s) of more than %d bytes, the limit of maxRecordSize. Raise"
                + " maxRecordSize if the record is valid. A quote that is never closed has the same"
                + " effect.",
            name(nextNumber),
            maxRecordBytes));
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
