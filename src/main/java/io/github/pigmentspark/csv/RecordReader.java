package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads records of RFC 4180 with {@code ;} between cells, ended by LF or CRLF, in UTF-8 with or
 * without a byte order mark.
 *
 * <p>Here is found out whether the bytes are whole. {@link InputBuffer} gets them, and puts
 * together a record that ends in a later piece than it starts; {@link RecordSplitter} finds the
 * records and cells in them, where they lie.
 *
 * <p>Memory is that of the batch: a buffer of 256 KB, the places of its cells and, where a record
 * is longer than that, an array of at most twice its length and a piece more.
 */
public final class RecordReader {
  /** The most cells that a header may have. */
  public static final int MAX_CELLS = 100_000;

  private final InputBuffer input;
  private final int maxRecordBytes;
  private final RecordSplitter splitter = new RecordSplitter();
  private final RecordBatch start = new RecordBatch();

  private List<String> header = Collections.emptyList();
  private RecordBatch batch = start;
  private CsvException failure;

  private RecordReader(Pieces pieces, int maxRecordBytes) {
    this.input = new InputBuffer(pieces);
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * A reader of a whole export.
   *
   * @param maxRecordBytes the longest record to accept; memory grows up to it and no further
   */
  public static RecordReader of(Pieces pieces, int maxRecordBytes) {
    return new RecordReader(pieces, maxRecordBytes);
  }

  /**
   * The same.
   *
   * @param in the bytes; this reader does not close it
   */
  public static RecordReader of(InputStream in, int maxRecordBytes) {
    return of(used -> piece(in, used), maxRecordBytes);
  }

  private static Optional<ByteBuffer> piece(InputStream in, ByteBuffer used) throws IOException {
    int count = in.read(used.array(), used.position(), used.remaining());
    if (count < 0) {
      return Optional.empty();
    }
    used.limit(used.position() + count);
    return Optional.of(used);
  }

  /** A buffer for {@link Pieces}, with room for one. */
  public static ByteBuffer newBuffer() {
    return InputBuffer.newPiece();
  }

  /**
   * The names of the columns, from the first line.
   *
   * @throws CsvException if there is none, or it cannot be read
   */
  public List<String> header() throws IOException {
    if (header.isEmpty()) {
      batch.begin(0);
      input.receive(batch);
      skipByteOrderMark();
      QuotedScanner scanner = new QuotedScanner();
      while (!scanner.scan(input.bytes(), input.position(), limitOfRecord(), 0)) {
        if (!receiveMore()) {
          throw input.remaining() == 0
              ? new CsvException("The export is empty: not even a header line came.")
              : cutInsideQuotes();
        }
      }
      if (scanner.isMalformed()) {
        throw new CsvException("The header line is malformed: " + scanner.problem() + ".");
      }
      batch.width(scanner.cells());
      input.position(splitter.splitHeader(batch, input.position(), input.limit()));
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
    return input.lacksLineBreak() && input.remaining() == 0 && failure == null;
  }

  /**
   * Fills a batch with the records behind those read before, as many as a piece has: at least one,
   * unless those that there were are left out.
   *
   * @return false at the end; the batch is empty then
   * @throws CsvException if the bytes end inside a record, or a record passes a limit; all records
   *     in front of it were read before
   */
  public boolean read(RecordBatch next) throws IOException {
    header();
    next.begin(header.size());
    if (batch == start && input.remaining() > 0) {
      next.takeOver(batch);
      batch = next;
    } else {
      batch = next;
      input.receive(batch);
    }
    int from = split();
    while (input.position() == from && receiveMore()) {
      from = split();
    }
    if (input.position() == from && input.remaining() > 0) {
      throw cutInsideQuotes();
    }
    if (input.position() > from && isCut()) {
      failure = cut();
      batch.truncate(batch.size() - 1);
    }
    if (batch.size() == 0 && failure != null) {
      throw failure;
    }
    batch.range(from, input.position());
    return input.position() > from;
  }

  /** Splits the records that lie whole in what there is, and returns where the first one is. */
  private int split() {
    int from = input.position();
    int before;
    do {
      before = input.position();
      input.position(splitter.split(batch, before, limitOfRecord()));
    } while (input.position() > before && input.remaining() > maxRecordBytes);
    return from;
  }

  /** Where the record at the position must have ended. */
  private int limitOfRecord() {
    return input.position() + Math.min(input.remaining(), maxRecordBytes);
  }

  /** Whether the last record ends where it cannot; malformed or not, it may go on. */
  private boolean isCut() {
    return endsWithoutLineBreak()
        && (input.endsInsideCharacter() || splitter.cellsOfLast() < batch.width());
  }

  private CsvException cut() {
    return cut(
        splitter.nextNumber() - 1,
        input.endsInsideCharacter()
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
    int length = InputBuffer.BYTE_ORDER_MARK_LENGTH;
    while (input.remaining() < Math.min(length, maxRecordBytes) && receiveMore()) {}
    if (limitOfRecord() - input.position() >= length) {
      input.skipByteOrderMark();
    }
  }

  /**
   * Reads on, behind a record that is not whole. At least doubles what there is of it, so that even
   * the longest one is scanned in linear time.
   *
   * @return false if there is no more
   */
  private boolean receiveMore() throws IOException {
    int rest = input.remaining();
    if (rest - (input.lacksLineBreak() ? 1 : 0) >= maxRecordBytes) {
      throw new CsvException(
          String.format(
              Locale.ROOT,
              "The export has a record (%s) of more than %d bytes, the limit of maxRecordSize. Raise"
                  + " maxRecordSize if the record is right; a quote that is never closed looks the same.",
              name(splitter.nextNumber()),
              maxRecordBytes));
    }
    return input.receiveMore(batch, Math.min(Math.max(rest, 1), maxRecordBytes - rest));
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
