package io.github.pigmentspark.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads records of RFC 4180 with {@code ;} between cells, ended by LF or CRLF, in UTF-8 with or
 * without a byte order mark.
 *
 * <p>Here is found out whether the bytes are whole; {@link RecordSplitter} finds the records and
 * cells in them, where they lie. The start of a record that ends in a later piece is moved in front
 * of that piece. One that is longer than a piece, or longer than the room there, is put together in
 * an array of its own.
 *
 * <p>Memory is that of the batch: a buffer of 256 KB, the places of its cells and, where a record
 * is longer than that, an array of at most twice its length and a piece more.
 */
public final class RecordReader {
  /** The most cells that a header may have. */
  public static final int MAX_CELLS = 100_000;

  private static final int BUFFER_SIZE = 256 * 1024;

  /** The room in front of a piece, for the start of a record. */
  private static final int HEADROOM = 64 * 1024;

  private final Pieces pieces;
  private final int maxRecordBytes;
  private final RecordSplitter splitter = new RecordSplitter();
  private final RecordBatch start = new RecordBatch();

  private List<String> header = Collections.emptyList();
  private RecordBatch batch = start;

  // What is not split yet.
  private byte[] bytes = {};
  private int position;
  private int limit;

  private boolean inputEnded;
  private boolean lacksLineBreak;
  private boolean endsInsideCharacter;
  private CsvException failure;

  private RecordReader(Pieces pieces, int maxRecordBytes) {
    this.pieces = pieces;
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
    return makeRoom(ByteBuffer.allocate(BUFFER_SIZE));
  }

  /** Makes room for a piece, as in a new buffer: some is left in front of it and behind it. */
  private static ByteBuffer makeRoom(ByteBuffer buffer) {
    buffer.clear();
    buffer.position(HEADROOM).limit(buffer.capacity() - PlainSplitter.MARGIN);
    return buffer;
  }

  /**
   * The names of the columns, from the first line.
   *
   * @throws CsvException if there is none, or it cannot be read
   */
  public List<String> header() throws IOException {
    if (header.isEmpty()) {
      batch.begin(0);
      receive();
      skipByteOrderMark();
      QuotedScanner scanner = new QuotedScanner();
      while (!scanner.scan(bytes, position, limitOfRecord(), 0)) {
        if (!receiveMore()) {
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
    if (batch == start && position < limit) {
      next.takeOver(batch);
      batch = next;
    } else {
      batch = next;
      receive();
    }
    int from = split();
    while (position == from && receiveMore()) {
      from = split();
    }
    if (position == from && limit > from) {
      throw cutInsideQuotes();
    }
    if (position > from && isCut()) {
      failure = cut();
      batch.truncate(batch.size() - 1);
    }
    if (batch.size() == 0 && failure != null) {
      throw failure;
    }
    batch.range(from, position);
    return position > from;
  }

  /** Splits the records that lie whole in what there is, and returns where the first one is. */
  private int split() {
    int from = position;
    int before;
    do {
      before = position;
      position = splitter.split(batch, position, limitOfRecord());
    } while (position > before && limit - position > maxRecordBytes);
    return from;
  }

  /** Where the record at the position must have ended. */
  private int limitOfRecord() {
    return position + Math.min(limit - position, maxRecordBytes);
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
    while (limit - position < Math.min(3, maxRecordBytes) && receiveMore()) {}
    if (limitOfRecord() - position >= 3
        && bytes[position] == (byte) 0xEF
        && bytes[position + 1] == (byte) 0xBB
        && bytes[position + 2] == (byte) 0xBF) {
      position += 3;
      if (lacksLineBreak && limit == position + 1) {
        position = limit; // The mark alone; the line break behind it was not in the export.
        lacksLineBreak = false;
      }
    }
  }

  /** Puts the next piece into the batch, and in front of it what another batch has left. */
  private void receive() throws IOException {
    if (bytes == batch.buffer().array()) {
      moveToOwnArray(0); // It is the same batch as before.
    }
    Optional<ByteBuffer> next = nextPiece();
    int rest = limit - position;
    if (next.isPresent() && rest <= next.get().position()) {
      ByteBuffer piece = next.get();
      int from = piece.position() - rest;
      System.arraycopy(bytes, position, piece.array(), from, rest);
      bytes = piece.array();
      position = from;
      limit = piece.limit();
    } else {
      moveToOwnArray(next.map(ByteBuffer::remaining).orElse(0));
      append(next);
    }
    batch.bytes(bytes);
  }

  /**
   * Reads on, behind a record that is not whole. At least doubles what there is of it, so that even
   * the longest one is scanned in linear time.
   *
   * @return false if there is no more
   */
  private boolean receiveMore() throws IOException {
    int rest = limit - position;
    if (rest - (lacksLineBreak ? 1 : 0) >= maxRecordBytes) {
      throw new CsvException(
          String.format(
              "The export has a record (%s) of more than %d bytes, the limit of maxRecordSize. Raise"
                  + " maxRecordSize if the record is right; a quote that is never closed looks the same.",
              name(splitter.nextNumber()), maxRecordBytes));
    }
    if (inputEnded) {
      return false;
    }
    int more = Math.min(Math.max(rest, 1), maxRecordBytes - rest);
    moveToOwnArray(more);
    while (limit < rest + more && !inputEnded) {
      append(nextPiece());
    }
    batch.bytes(bytes);
    return true;
  }

  /** The next piece, which is the batch's then; empty at the end. */
  private Optional<ByteBuffer> nextPiece() throws IOException {
    if (inputEnded) {
      return Optional.empty();
    }
    Optional<ByteBuffer> piece = pieces.next(makeRoom(batch.buffer()));
    piece.ifPresent(batch::buffer);
    inputEnded = !piece.isPresent();
    return piece;
  }

  /** Moves what is not split to the start of an array that no piece is in. */
  private void moveToOwnArray(int room) {
    int rest = limit - position;
    bytes = Arrays.copyOfRange(bytes, position, limit + room + PlainSplitter.MARGIN);
    position = 0;
    limit = rest;
  }

  /** Puts a piece behind what is in that array; if there is none, a line break that is missing. */
  private void append(Optional<ByteBuffer> next) {
    if (!next.isPresent()) {
      end();
      return;
    }
    ByteBuffer piece = next.get();
    int end = limit + piece.remaining();
    if (end > bytes.length - PlainSplitter.MARGIN) {
      bytes = Arrays.copyOf(bytes, end + PlainSplitter.MARGIN);
    }
    System.arraycopy(piece.array(), piece.position(), bytes, limit, end - limit);
    limit = end;
  }

  /** Completes a last record that has no line break, unless it is cut inside quotes. */
  private void end() {
    if (limit > position && bytes[limit - 1] != '\n') {
      lacksLineBreak = true;
      endsInsideCharacter = Utf8.endsInsideCharacter(bytes, position, limit);
      bytes[limit++] = '\n'; // In the margin.
    }
  }

  private static String name(long number) {
    return number == 0 ? "the header" : "record " + number;
  }
}
