package io.github.pigmentspark.read;

import java.math.BigInteger;

/**
 * The double next to a whole number divided by a power of ten.
 *
 * <p>Where both are doubles, their quotient is rounded once, to the nearest. Elsewhere the number
 * is multiplied by the reciprocal of the power, known to 128 bits, as in D. Lemire, "Number Parsing
 * at a Gigabyte per Second" (2021), but without its treatment of ties: they are left to others.
 */
final class Quotient {
  /** Instead of a quotient, where it cannot be told by the bits looked at. */
  static final double UNSURE = -1;

  /** Up to here every whole number is a double. */
  private static final long MAX_EXACT = 1L << 53;

  /** Bits of a product behind the 54 of a mantissa, where the product begins with a 0. */
  private static final long UNNEEDED_BITS = 0x1FF;

  /** The powers of ten that are doubles. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Reciprocals of the powers of five, as fractions of 128 bits of which the first one is set. */
  private static final long[] UPPER = new long[POWERS.length];

  private static final long[] LOWER = new long[POWERS.length];

  /** By how many bits the reciprocal, as a whole number, is too large. */
  private static final int[] SHIFT = new int[POWERS.length];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      BigInteger power = BigInteger.valueOf(5).pow(i);
      SHIFT[i] = 127 + (i == 0 ? 0 : power.bitLength());
      BigInteger[] reciprocal = BigInteger.ONE.shiftLeft(SHIFT[i]).divideAndRemainder(power);
      // Rounded up: never less than the true one, and by less than one unit more.
      BigInteger bits = reciprocal[0].add(BigInteger.valueOf(reciprocal[1].signum()));
      UPPER[i] = bits.shiftRight(Long.SIZE).longValue();
      LOWER[i] = bits.longValue();
    }
  }

  private Quotient() {}

  /**
   * The double nearest to {@code digits / 10^scale}.
   *
   * @param digits not negative
   * @param scale from 0 to 22
   * @return a number that is not negative, or {@link #UNSURE}
   */
  static double of(long digits, int scale) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long normalized = digits << zeros;
    long upper = multiplyHigh(normalized, UPPER[scale]);
    int lead = (int) (upper >>> 63);
    long dropped = UNNEEDED_BITS << lead | lead;
    long rest = upper & dropped;
    // What the other bits of the product would add, gets no farther than those that are dropped.
    if (rest == 0 || rest == dropped) {
      return ofAllBits(digits, normalized, zeros, scale);
    }
    return rounded(upper, zeros, scale);
  }

  private static double ofAllBits(long digits, long normalized, int zeros, int scale) {
    long upper = multiplyHigh(normalized, UPPER[scale]);
    // The product has 192 bits; of the lowest 64 only their carry would count.
    long middle = normalized * UPPER[scale];
    long carry = multiplyHigh(normalized, LOWER[scale]);
    middle += carry;
    if (Long.compareUnsigned(middle, carry) < 0) {
      upper++;
    }
    // It is too large by less than 1 in the middle; 0 may hide a borrow, and is what ties show.
    if (middle == 0 || middle == 1) {
      return digits <= MAX_EXACT ? digits / POWERS[scale] : UNSURE;
    }
    return rounded(upper, zeros, scale);
  }

  private static double rounded(long upper, int zeros, int scale) {
    int lead = (int) (upper >>> 63);
    long mantissa = upper >>> (9 + lead); // 54 bits, the last one for rounding.
    long rounded = (mantissa + 1) >>> 1;
    int exponent = 10 + lead + 128 - zeros - SHIFT[scale] - scale;
    // The first of the 53 bits adds the 1 that the exponent is short of, and a 54th one more.
    return Double.longBitsToDouble(((exponent + 1074L) << 52) + rounded);
  }

  /** The upper half of the product of two unsigned numbers; Java 8 has no method for it. */
  private static long multiplyHigh(long x, long y) {
    long mask = 0xFFFFFFFFL;
    long xUpper = x >>> 32;
    long xLower = x & mask;
    long yUpper = y >>> 32;
    long yLower = y & mask;
    long inner = xUpper * yLower + (xLower * yLower >>> 32);
    long outer = xLower * yUpper + (inner & mask);
    return xUpper * yUpper + (inner >>> 32) + (outer >>> 32);
  }
}
