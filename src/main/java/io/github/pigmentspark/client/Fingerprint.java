package io.github.pigmentspark.client;

import java.util.zip.CRC32;

/**
 * A 64-bit hash of a stream of bytes, used to compare the start of a repeated export with the bytes
 * that were read before. It detects accidental changes. It doesn't need to resist an attacker,
 * because only the server could attack, and the server can send any data anyway.
 *
 * <p>The hash combines the CRC-32 checksums of all blocks, which the JVM computes faster than it
 * copies memory. A CRC-32 detects any change within 32 consecutive bits, such as a few digits of a
 * number, and all but one in 2<sup>32</sup> of all other changes. If several blocks change, for
 * example all blocks after an inserted byte, the hash detects all but one in 2<sup>64</sup>
 * changes.
 */
final class Fingerprint {
  /** The size of a block in bytes. */
  static final int BLOCK = 4096;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final CRC32 block = new CRC32();
  private int blockLength;
  private long blocks;
  private long length;

  void update(byte[] bytes, int offset, int total) {
    length += total;
    int end = offset + total;
    int i = offset;
    while (i < end) {
      int count = Math.min(end - i, BLOCK - blockLength);
      block.update(bytes, i, count);
      blockLength += count;
      i += count;
      if (blockLength == BLOCK) {
        blocks = mix(blocks, block.getValue());
        block.reset();
        blockLength = 0;
      }
    }
  }

  /** Returns the number of bytes added so far. */
  long length() {
    return length;
  }

  /** Returns the hash of all bytes added so far. More bytes may be added later. */
  long value() {
    return mix(blocks, block.getValue());
  }

  /** Returns the hash, in hexadecimal, and the length. */
  @Override
  public String toString() {
    return Long.toHexString(value()) + "/" + length;
  }

  // This is a bijection in each argument, so that a change in a single block always changes the
  // hash.
  private static long mix(long hash, long word) {
    long h = (hash ^ word) * MULTIPLIER;
    return h ^ (h >>> 32);
  }
}
