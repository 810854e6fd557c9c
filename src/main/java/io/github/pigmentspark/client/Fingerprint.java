package io.github.pigmentspark.client;

import java.util.zip.CRC32;

/**
 * A 64-bit hash of a stream of bytes, the same however the stream is cut into pieces. It tells
 * whether the start of a repeated export equals what was read before; it resists chance, not an
 * adversary (who, as the server, could change the export anyway).
 *
 * <p>It is made of the CRC-32 of each block, which the JVM computes faster than memory is copied. A
 * CRC-32 tells any change within 32 bits in a row, as of a few digits of a number, and misses one
 * in 2<sup>32</sup> of the others. Where more than one block is changed, as all are behind a byte
 * more or less, one in 2<sup>64</sup> is missed.
 */
final class Fingerprint {
  /** The bytes of a block. */
  static final int BLOCK = 4096;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final CRC32 block = new CRC32();
  private int blockLength;
  private long blocks;
  private long length;

  void update(byte[] bytes, int offset, int count) {
    length += count;
    int end = offset + count;
    int i = offset;
    while (i < end) {
      int piece = Math.min(end - i, BLOCK - blockLength);
      block.update(bytes, i, piece);
      blockLength += piece;
      i += piece;
      if (blockLength == BLOCK) {
        blocks = mix(blocks, block.getValue());
        block.reset();
        blockLength = 0;
      }
    }
  }

  /** How many bytes were added. */
  long length() {
    return length;
  }

  /** The hash of all bytes so far; more may follow. */
  long value() {
    return mix(blocks, block.getValue());
  }

  // A bijection of each argument while the other is held: a single changed block always shows.
  private static long mix(long hash, long word) {
    long h = (hash ^ word) * MULTIPLIER;
    return h ^ (h >>> 32);
  }
}
