package io.github.pigmentspark.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of an export that came and are not split yet, from {@link #position()} to {@link
 * #limit()} of an array. Behind the limit of a piece are {@link PlainSplitter#MARGIN} bytes; the
 * line break that the last record lacks takes the first of them.
 *
 * <p>They stay where the download put them. What is left of a piece is moved in front of the next
 * one; if that is more than the room there, both go to an array of their own.
 */
final class InputBuffer {
  static final int BYTE_ORDER_MARK_LENGTH = 3;

  private static final int BUFFER_SIZE = 256 * 1024;

  /** The room in front of a piece, for the start of a record. */
  private static final int HEADROOM = 64 * 1024;

  private final Pieces pieces;
  private byte[] bytes = {};
  private int position;
  private int limit;
  private boolean ended;
  private boolean lacksLineBreak;
  private boolean endsInsideCharacter;

  InputBuffer(Pieces pieces) {
    this.pieces = pieces;
  }

  /** A buffer for {@link Pieces}, with room for one. */
  static ByteBuffer newPiece() {
    return makeRoom(ByteBuffer.allocate(BUFFER_SIZE));
  }

  /** Makes room for a piece, as in a new buffer: some is left in front of it and behind it. */
  private static ByteBuffer makeRoom(ByteBuffer buffer) {
    buffer.clear();
    buffer.position(HEADROOM).limit(buffer.capacity() - PlainSplitter.MARGIN);
    return buffer;
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return position;
  }

  /** Passes over what is in front of {@code newPosition}. */
  void position(int newPosition) {
    position = newPosition;
  }

  int limit() {
    return limit;
  }

  int remaining() {
    return limit - position;
  }

  /** Whether the export has ended without a line break, so that one was put behind it. */
  boolean lacksLineBreak() {
    return lacksLineBreak;
  }

  /** Whether it has ended so, and inside a character of UTF-8. */
  boolean endsInsideCharacter() {
    return endsInsideCharacter;
  }

  /** Passes over a byte order mark, if one is at the position. Its length or more has come. */
  void skipByteOrderMark() {
    if (bytes[position] == (byte) 0xEF
        && bytes[position + 1] == (byte) 0xBB
        && bytes[position + 2] == (byte) 0xBF) {
      position += BYTE_ORDER_MARK_LENGTH;
      if (lacksLineBreak && limit == position + 1) {
        position = limit; // The mark alone; the line break behind it was not in the export.
        lacksLineBreak = false;
      }
    }
  }

  /** Puts the next piece into a batch, and in front of it what another batch has left. */
  void receive(RecordBatch batch) throws IOException {
    if (bytes == batch.buffer().array()) {
      moveToOwnArray(0); // It is the same batch as before.
    }
    Optional<ByteBuffer> next = nextPiece(batch);
    int rest = remaining();
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
   * Reads on, behind a record that is not whole, into the same batch.
   *
   * @param count how many bytes more to get at least, unless the export ends before
   * @return false if there is no more
   */
  boolean receiveMore(RecordBatch batch, int count) throws IOException {
    if (ended) {
      return false;
    }
    int enough = remaining() + count;
    moveToOwnArray(count);
    while (limit < enough && !ended) {
      append(nextPiece(batch));
    }
    batch.bytes(bytes);
    return true;
  }

  /** The next piece, which is the batch's then; empty at the end. */
  private Optional<ByteBuffer> nextPiece(RecordBatch batch) throws IOException {
    if (ended) {
      return Optional.empty();
    }
    Optional<ByteBuffer> piece = pieces.next(makeRoom(batch.buffer()));
    piece.ifPresent(batch::buffer);
    ended = !piece.isPresent();
    return piece;
  }

  /** Moves what is not split to the start of an array that no piece is in. */
  private void moveToOwnArray(int room) {
    int rest = remaining();
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

  /** Completes a last record that has no line break. */
  private void end() {
    if (limit > position && bytes[limit - 1] != '\n') {
      lacksLineBreak = true;
      endsInsideCharacter = Utf8.endsInsideCharacter(bytes, position, limit);
      bytes[limit++] = '\n'; // In the margin.
    }
  }
}
