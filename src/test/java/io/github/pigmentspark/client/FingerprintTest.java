package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final byte[] EXPORT = bytes(2 * Fingerprint.BLOCK + 100);

  @Test
  void doesNotDependOnChunkSizes() {
    long whole = of(EXPORT);
    for (int seed = 0; seed < 2000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int longestChunk = random.nextInt(1, random.nextBoolean() ? 40 : EXPORT.length);
      Fingerprint fingerprint = new Fingerprint();
      for (int from = 0, to; from < EXPORT.length; from = to) {
        to = Math.min(EXPORT.length, from + random.nextInt(longestChunk + 1));
        fingerprint.update(EXPORT, from, to - from);
      }
      assertEquals(whole, fingerprint.value(), "with seed " + seed);
      assertEquals(EXPORT.length, fingerprint.length(), "with seed " + seed);
    }
  }

  @Test
  void doesNotDependOnTheOffset() {
    for (int offset = 0; offset < 20; offset++) {
      byte[] buffer = bytes(offset + EXPORT.length + 20);
      System.arraycopy(EXPORT, 0, buffer, offset, EXPORT.length);
      Fingerprint fingerprint = new Fingerprint();
      fingerprint.update(buffer, offset, EXPORT.length);
      assertEquals(of(EXPORT), fingerprint.value(), "at offset " + offset);
    }
  }

  @Test
  void detectsEverySingleBit() {
    byte[] changed = EXPORT.clone();
    Set<Long> values = new HashSet<>(Set.of(of(EXPORT)));
    for (int bit = 0; bit < 8 * EXPORT.length; bit++) {
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertTrue(values.add(of(changed)), "bit " + bit);
      changed[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void differsForEveryLength() {
    Set<Long> values = new HashSet<>();
    for (int length = 0; length <= EXPORT.length; length++) {
      assertTrue(values.add(of(Arrays.copyOf(EXPORT, length))), "the first " + length + " bytes");
    }
  }

  @Test
  void countsZeroBytes() {
    Set<Long> values = new HashSet<>();
    for (int length = 0; length <= 100; length++) {
      assertTrue(values.add(of(new byte[length])), length + " zero bytes");
      assertTrue(values.add(of(Arrays.copyOf(new byte[] {1}, length + 1))), length + " after a 1");
    }
  }

  @Test
  void detectsSwappedBytes() {
    for (int distance : new int[] {1, 7, 8, 64, Fingerprint.BLOCK, 2 * Fingerprint.BLOCK - 1}) {
      byte[] swapped = EXPORT.clone();
      swapped[100] = EXPORT[100 + distance];
      swapped[100 + distance] = EXPORT[100];
      assertNotEquals(of(EXPORT), of(swapped), "swapped over " + distance);
    }
  }

  @Test
  void detectsSwappedBlocks() {
    byte[] swapped = EXPORT.clone();
    System.arraycopy(EXPORT, 0, swapped, Fingerprint.BLOCK, Fingerprint.BLOCK);
    System.arraycopy(EXPORT, Fingerprint.BLOCK, swapped, 0, Fingerprint.BLOCK);
    assertNotEquals(of(EXPORT), of(swapped));
  }

  @Test
  void readingTheValueDoesNotChangeTheState() {
    Fingerprint fingerprint = new Fingerprint();
    for (int i = 0; i < EXPORT.length; i++) {
      assertEquals(of(Arrays.copyOf(EXPORT, i)), fingerprint.value());
      fingerprint.update(EXPORT, i, 1);
    }
    assertEquals(of(EXPORT), fingerprint.value());
  }

  private static long of(byte[] bytes) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.update(bytes, 0, bytes.length);
    return fingerprint.value();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    // Each byte differs from its neighbours at every distance that the tests swap over.
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 37 + i / 256 + 1);
    }
    return bytes;
  }
}
