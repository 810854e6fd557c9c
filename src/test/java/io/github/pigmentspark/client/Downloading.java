package io.github.pigmentspark.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/** What a {@link ReadAhead} downloads, as a stream; its pieces are of any size. */
final class Downloading extends InputStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ReadAhead download;
  private ByteBuffer piece;
  private boolean ended;

  private Downloading(ReadAhead download, ByteBuffer first) {
    this.download = download;
    this.piece = first;
  }

  static Downloading of(
      InputStream source, int pieceSize, BooleanSupplier cancelled, String threadName) {
    ByteBuffer first = ByteBuffer.allocate(pieceSize);
    first.position(pieceSize); // Nothing is in it.
    return new Downloading(
        ReadAhead.of(source, () -> ByteBuffer.allocate(pieceSize), cancelled, threadName), first);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!ended && !piece.hasRemaining()) {
      ByteBuffer used = piece;
      used.clear();
      piece = NOTHING;
      piece = download.next(used).orElse(NOTHING);
      ended = !piece.hasRemaining();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(buffer, offset, count);
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    download.close();
  }
}
