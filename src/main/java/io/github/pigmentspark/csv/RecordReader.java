package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads records of RFC 4180 with {@code ;} between cells, ended by LF or CRLF, in UTF-8 with or
 * without a byte order mark.
 *
 * <p>Here bytes become buffers, and is found out whether they are whole; {@link RecordSplitter}
 * finds the records and cells in them.
 *
 * <p>Memory is that of the batch: a buffer of 256 KB, or as long as the longest record in it, and
 * the places of its cells.
 */
public final class RecordReader {
  /** The most cells that a header may have. */
  public static final int MAX_CELLS = 100_000;

  private final InputStream in;
  private final int maxRecordBytes;
  private final RecordSplitter splitter = new RecordSplitter();

  private List<String> header = Collections.emptyList();
  private RecordBatch batch = new RecordBatch();
  private byte[] buffer = batch.bytes();
  private int position;
  private int limit;
  private boolean inputEnded;
  private boolean lacksLineBreak;
  private boolean endsInsideCharacter;
  private CsvException failure;

  private RecordReader(InputStream in, int maxRecordBytes) {
    this.in = in;
    this.maxRecordBytes = maxRecordBytes;
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
    if (header.isEmpty()) {
      goOnIn(batch);
      skipByteOrderMark();
      QuotedScanner scanner = new QuotedScanner();
      while (!scanner.scan(buffer, position, limit, 0)) {
        if (!fill(() -> true)) {
          throw position == limit
              ? new CsvException("The export is empty: not even a header line came.")
              : cutInsideQuotes();
        }
      }
      if (scanner.isMalformed()) {
        throw new CsvException("The header line is malformed: " + scanner.problem() + ".");
      }
      batch.width(scanner.cells());
      position = splitter.splitHeader(batch, position, limit);
      if (isCut()) {
        throw cut();
      }
      header = texts();
    }
    return header;
  }

  /**
   * Says which cells are of interest; the others are counted, and where they lie is not found out.
   * All are, until this is called.
   *
   * @param cells places in the header, from 0 on, in any order
   */
  public void want(int... cells) throws IOException {
    splitter.want(cells, header().size());
  }

  /**
   * Lets plain records be split by another than this reader's own splitter, as far as it takes
   * them. It may keep some from the batch, and need not say where the cells of the others lie.
   */
  public void splitPlainBy(PlainSplitter other) {
    splitter.splitPlainBy(other);
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>(batch.width());
    for (int i = 0; i < batch.width(); i++) {
      if (!batch.isText(0, i)) {
        throw new CsvException("The header line is not UTF-8.");
      }
      texts.add(batch.text(0, i, Integer.MAX_VALUE));
    }
    return Collections.unmodifiableList(texts);
  }

  /**
   * Whether the record last read is the last one and has no line break behind it. Usually a way of
   * writing; but it is also all that can be seen of an export that was cut inside its last cell.
   */
  public boolean endsWithoutLineBreak() {
    return lacksLineBreak && position == limit && failure == null;
  }

  /**
   * Fills a batch with the records behind those read before: at least one, unless those that there
   * were are left out, and at most a buffer full.
   *
   * @param enough asked after each piece of input, whether to go on with less than a buffer full
   * @return false at the end; the batch is empty then
   * @throws CsvException if the bytes end inside a record, or a record passes a limit; all records
   *     in front of it were read before
   */
  public boolean read(RecordBatch next, BooleanSupplier enough) throws IOException {
    header();
    goOnIn(next);
    position = splitter.split(batch, position, limit);
    while (position == 0 && fill(enough)) {
      position = splitter.split(batch, position, limit);
    }
    if (position == 0 && limit > 0) {
      throw cutInsideQuotes();
    }
    if (position > 0 && isCut()) {
      failure = cut();
      batch.truncate(batch.size() - 1);
    }
    if (batch.size() == 0 && failure != null) {
      throw failure;
    }
    batch.limit(position);
    return position > 0;
  }

  /** Takes the bytes that were not split yet to another batch. */
  private void goOnIn(RecordBatch next) {
    int rest = limit - position;
    int size = Math.min(RecordBatch.BUFFER_SIZE, maxRecordBytes);
    next.begin(header.size(), buffer, position, rest, Math.max(rest, size));
    batch = next;
    buffer = next.bytes();
    position = 0;
    limit = rest;
  }

  /** Whether the last record ends where it cannot; malformed or not, it may go on. */
  private boolean isCut() {
    return endsWithoutLineBreak()
        && (endsInsideCharacter || splitter.cellsOfLast() < batch.width());
  }

  private CsvException cut() {
    return cut(
        splitter.nextNumber() - 1,
        endsInsideCharacter
            ? "inside a character"
            : "after " + splitter.cellsOfLast() + " of " + batch.width() + " cells");
  }

  private CsvException cutInsideQuotes() {
    return cut(splitter.nextNumber(), "inside quotes that are not closed");
  }

  private static CsvException cut(long number, String where) {
    return new CsvException(
        String.format(
            "The export is cut short: %s ends %s. Run the read again; if it stays so, ask Pigment's"
                + " support about this export.",
            name(number), where));
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < 3 && fill(() -> true)) {}
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
      if (lacksLineBreak && limit == position + 1) {
        position = limit; // The mark alone; the line break behind it was not in the export.
      }
    }
  }

  /**
   * Reads on, behind bytes of which none is split. At least doubles them, so that even the longest
   * record is scanned in linear time.
   *
   * @return false if there is no more
   */
  private boolean fill(BooleanSupplier enough) throws IOException {
    if (inputEnded) {
      return false;
    }
    int rest = limit - position;
    int wanted = Math.min(2 * rest + 1, maxRecordBytes);
    if (rest >= wanted) {
      throw new CsvException(
          String.format(
              "The export has a record (%s) of more than %d bytes, the limit of maxRecordSize. Raise"
                  + " maxRecordSize if the record is right; a quote that is never closed looks the same.",
              name(splitter.nextNumber()), maxRecordBytes));
    }
    int target = position + wanted;
    if (buffer.length < target) {
      buffer = batch.grow(target);
    }
    while (limit < target || (limit < buffer.length && !enough.getAsBoolean())) {
      int count = in.read(buffer, limit, buffer.length - limit);
      if (count < 0) {
        end();
        break;
      }
      limit += count;
    }
    return true;
  }

  /** Completes a last record that has no line break, unless it is cut inside quotes. */
  private void end() {
    inputEnded = true;
    if (limit > position && buffer[limit - 1] != '\n') {
      lacksLineBreak = true;
      endsInsideCharacter = Utf8.endsInsideCharacter(buffer, position, limit);
      buffer[limit++] = '\n'; // In the room of the read that found the end.
    }
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
