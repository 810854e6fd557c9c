package io.github.pigmentspark.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of a stream of bytes, the same however the stream is cut into pieces. It tells
 * whether the start of a repeated export equals what was read before; it resists chance, not an
 * adversary (who, as the server, could change the export anyway).
 *
 * <p>Eight bytes are mixed in by one multiplication, so that hashing costs a small part of the
 * download; {@link java.security.MessageDigest} would cost more than the parsing.
 */
final class Fingerprint {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long hash = MULTIPLIER;
  private long pending;
  private int pendingBytes;
  private long length;

  void update(byte[] bytes, int offset, int count) {
    length += count;
    int i = offset;
    int end = offset + count;
    while (i < end && pendingBytes != 0) {
      add(bytes[i++]);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long h = hash;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      h = mix(h, words.getLong(i));
    }
    hash = h;
    while (i < end) {
      add(bytes[i++]);
    }
  }

  private void add(byte b) {
    pending |= (b & 0xFFL) << (Byte.SIZE * pendingBytes);
    if (++pendingBytes == Long.BYTES) {
      hash = mix(hash, pending);
      pending = 0;
      pendingBytes = 0;
    }
  }

  /** How many bytes were added. */
  long length() {
    return length;
  }

  /** The hash of all bytes so far; more may follow. */
  long value() {
    long h = mix(mix(hash, pending), length);
    return h ^ (h >>> 29);
  }

  // A bijection of each argument while the other is held: a single changed word always shows.
  private static long mix(long hash, long word) {
    long h = (hash ^ word) * MULTIPLIER;
    return h ^ (h >>> 32);
  }
}
