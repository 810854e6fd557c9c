package io.github.pigmentspark.client;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of a stream of bytes, the same however the stream is cut into pieces. It tells
 * whether the start of a repeated export equals what was read before; it resists chance, not an
 * adversary (who, as the server, could change the export anyway).
 *
 * <p>Eight bytes are mixed in by one multiplication, in four lanes that do not wait for each other,
 * so that hashing costs a small part of the download; {@link java.security.MessageDigest} would
 * cost more than the parsing.
 */
final class Fingerprint {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final int BLOCK = 4 * Long.BYTES;

  private long first = MULTIPLIER;
  private long second = 2 * MULTIPLIER;
  private long third = 3 * MULTIPLIER;
  private long fourth = 4 * MULTIPLIER;
  private final byte[] pending = new byte[BLOCK];
  private int pendingBytes;
  private long length;

  void update(byte[] bytes, int offset, int count) {
    length += count;
    int i = offset;
    int end = offset + count;
    if (pendingBytes > 0) {
      int missing = Math.min(BLOCK - pendingBytes, count);
      System.arraycopy(bytes, i, pending, pendingBytes, missing);
      pendingBytes += missing;
      i += missing;
      if (pendingBytes == BLOCK) {
        addBlocks(pending, 0, BLOCK);
        pendingBytes = 0;
      }
    }
    int blocks = (end - i) / BLOCK * BLOCK;
    addBlocks(bytes, i, i + blocks);
    i += blocks;
    if (i < end) {
      System.arraycopy(bytes, i, pending, 0, end - i);
      pendingBytes = end - i;
    }
  }

  private void addBlocks(byte[] bytes, int from, int to) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long a = first;
    long b = second;
    long c = third;
    long d = fourth;
    for (int i = from; i < to; i += BLOCK) {
      a = mix(a, words.getLong(i));
      b = mix(b, words.getLong(i + Long.BYTES));
      c = mix(c, words.getLong(i + 2 * Long.BYTES));
      d = mix(d, words.getLong(i + 3 * Long.BYTES));
    }
    first = a;
    second = b;
    third = c;
    fourth = d;
  }

  /** How many bytes were added. */
  long length() {
    return length;
  }

  /** The hash of all bytes so far; more may follow. */
  long value() {
    long h = mix(mix(mix(mix(length, first), second), third), fourth);
    for (int i = 0; i < pendingBytes; i++) {
      h = mix(h, pending[i]);
    }
    return h ^ (h >>> 29);
  }

  // A bijection of each argument while the other is held: a single changed word always shows.
  private static long mix(long hash, long word) {
    long h = (hash ^ word) * MULTIPLIER;
    return h ^ (h >>> 32);
  }
}
