package io.github.pigmentspark.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The bytes of an export, piece by piece, in buffers of {@link RecordReader#newBuffer} that are
 * used again and again.
 */
@FunctionalInterface
public interface Pieces {
  /**
   * The next piece, in exchange for a buffer that it may be put into, or a later one.
   *
   * @param used has room between its position and its limit, in an array that it starts with; what
   *     is around the room stays as it is
   * @return a buffer, that one or another, with the piece between its position and its limit; it is
   *     the caller's. Empty at the end; then, the one given stays the caller's
   */
  Optional<ByteBuffer> next(ByteBuffer used) throws IOException;
}
