package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Reads records of RFC 4180 with {@code ;} between fields, ended by LF or CRLF, in UTF-8. Byte
 * order marks before the header are skipped, however many there are.
 *
 * <p>{@link RecordScanner} splits records without a quote where they are; {@link QuotedRecords}
 * parses all others, and the header, with Commons CSV. A read fails if the export is cut off.
 *
 * <p>Memory: that of the batches, a buffer of 256 KB each or, for a longer record, of at most twice
 * its length.
 */
public final class RecordReader {
  /** The most columns that a header may have. */
  static final int MAX_COLUMNS = 100_000;

  static final int BUFFER_SIZE = 256 * 1024;
  private static final int MARK_LENGTH = 3;

  // A batch of many short records, or of wide ones, ends before its buffer does.
  private static final int MAX_RECORDS = 16 * 1024;
  private static final int MAX_FIELDS = 1024 * 1024;

  /** Bytes at the end of a buffer: for a line feed that is missing, and for a last block. */
  private static final int RESERVED = 1 + Words.BLOCK;

  private final InputStream in;
  private final int maxRecordBytes;
  private final RecordScanner scanner;

  // The buffer of the batch last read. What is not split yet lies between position and limit.
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
   * @param in the export's bytes; the reader does not close it
   * @param maxRecordBytes the longest record to accept, its line break included
   */
  public static RecordReader of(InputStream in, int maxRecordBytes) {
    return new RecordReader(in, maxRecordBytes);
  }

  /**
   * Returns the fields of the first line.
   *
   * @throws CsvException if there is none, or it cannot be read
   */
  public List<String> header() throws IOException {
    if (header.isEmpty()) {
      RecordBatch batch = new RecordBatch();
      receive(batch);
      skipByteOrderMarks();
      int end = endOfHeader(batch);
      // Again, now that the number of its fields is known.
      batch.begin(bytes, Math.min(scanner.fieldsOfLast(), MAX_COLUMNS), 0);
      scanner.scan(batch, bytes, position, end, 1);
      if (batch.isMalformed(0)) {
        throw new CsvException("The header line is malformed: " + headerProblem(batch) + ".");
      }
      position = end;
      nextNumber = 1;
      if (endsWithoutLineBreak() && endsInsideCharacter) {
        throw cutOff(0, "inside a character");
      }
      QuotedRecords.parse(batch);
      header = names(batch);
      maxRecords = Math.max(1, Math.min(MAX_RECORDS, MAX_FIELDS / header.size()));
    }
    return header;
  }

  /** Returns the position after the header line. */
  private int endOfHeader(RecordBatch batch) throws IOException {
    int end;
    do {
      batch.begin(bytes, 0, 0);
      end = scanner.scan(batch, bytes, position, limit, 1);
    } while (end == position && readMore(batch));
    if (end == position) {
      throw position == limit
          ? new CsvException("The export is empty: it has no header line.")
          : cutOff(0, "inside quotes that are not closed");
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
   * Returns whether the record last read is the last one and no line break ends it, or only its
   * carriage return. The record is usually complete, but an export that is cut off inside its last
   * field looks the same.
   */
  public boolean endsWithoutLineBreak() {
    return lacksLineBreak && position == limit && failure == null;
  }

  /**
   * Fills a batch with the next records: those that are in the buffer, at least one.
   *
   * @return false at the end; the batch is empty then
   * @throws CsvException if the export ends inside a record, or a record is too long; all records
   *     before it were read
   */
  public boolean read(RecordBatch batch) throws IOException {
    header();
    if (failure != null) {
      throw failure;
    }
    receive(batch);
    batch.begin(bytes, header.size(), nextNumber);
    int end = scanner.scan(batch, bytes, position, limit, maxRecords);
    while (batch.size() == 0 && readMore(batch)) {
      batch.begin(bytes, header.size(), nextNumber);
      end = scanner.scan(batch, bytes, position, limit, maxRecords);
    }
    if (batch.size() == 0 && position < limit) {
      throw cutOff(nextNumber, "inside quotes that are not closed");
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

  /** Returns whether the last record ends where a complete one cannot. */
  private boolean isCutOff() {
    return endsWithoutLineBreak()
        && (endsInsideCharacter || scanner.fieldsOfLast() < header.size());
  }

  private CsvException cutOff() {
    return cutOff(
        nextNumber - 1,
        endsInsideCharacter
            ? "inside a character"
            : "after " + scanner.fieldsOfLast() + " of " + header.size() + " fields");
  }

  private static CsvException cutOff(long number, String where) {
    return new CsvException(
        String.format(
            "The export is cut off: %s ends %s. Run the read again; if it fails again, contact"
                + " Pigment's support about this export.",
            name(number), where));
  }

  /** Skips any number of byte order marks; they do not count towards the limit of a record. */
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
   * Moves the rest of another batch into this one, and reads more bytes after it. After a long
   * record the rest may be large: it stays in its buffer, into which nothing more is read.
   */
  private void receive(RecordBatch batch) throws IOException {
    if (limit - position < BUFFER_SIZE - RESERVED) {
      moveTo(batch.buffer(BUFFER_SIZE));
      fill();
    }
  }

  /**
   * Reads more bytes after an incomplete record. At least doubles it, so that even the longest one
   * is scanned in linear time.
   *
   * @return false if there is no more
   */
  private boolean readMore(RecordBatch batch) throws IOException {
    int rest = limit - position;
    if (scanner.foundTooLong() || rest - (lacksLineBreak ? 1 : 0) >= maxRecordBytes) {
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

  /** Moves what is not split yet to the start of a buffer. */
  private void moveTo(byte[] buffer) {
    int rest = limit - position;
    System.arraycopy(bytes, position, buffer, 0, rest);
    bytes = buffer;
    position = 0;
    limit = rest;
  }

  /** Reads some bytes if they fit. Completes a last record that has no line break. */
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
                + " maxRecordSize if the record is right; a quote that is never closed looks the same.",
            name(nextNumber),
            maxRecordBytes));
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
