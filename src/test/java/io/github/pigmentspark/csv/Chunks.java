package io.github.pigmentspark.csv;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** A stream that returns its bytes like a network: in chunks that end anywhere. */
final class Chunks extends InputStream {
  private final byte[] bytes;
  private final IntSupplier sizes;
  private int position;

  private Chunks(byte[] bytes, IntSupplier sizes) {
    this.bytes = bytes;
    this.sizes = sizes;
  }

  static Chunks atOnce(byte[] bytes) {
    return ofSize(bytes, Integer.MAX_VALUE);
  }

  static Chunks ofSize(byte[] bytes, int size) {
    return new Chunks(bytes, () -> size);
  }

  /** Returns a stream with mostly tiny chunks and some large ones. */
  static Chunks ofRandomSizes(byte[] bytes, RandomGenerator random) {
    return new Chunks(
        bytes, () -> random.nextInt(8) == 0 ? random.nextInt(1, 9000) : random.nextInt(1, 40));
  }

  /** Returns streams of all bytes at once, one by one, and in random chunks. */
  static List<Chunks> everyWay(byte[] bytes, RandomGenerator random) {
    return Arrays.asList(atOnce(bytes), ofSize(bytes, 1), ofRandomSizes(bytes, random));
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (position == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(length, sizes.getAsInt()), bytes.length - position);
    System.arraycopy(bytes, position, buffer, offset, count);
    position += count;
    return count;
  }

  @Override
  public int read() {
    return position == bytes.length ? -1 : bytes[position++] & 0xFF;
  }
}
