package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.Words;
import io.github.pigmentspark.schema.NumberText;
import java.nio.ByteBuffer;

/**
 * A number without an exponent and with up to {@value NumberText#MAX_LONG_DIGITS} digits, like
 * nearly all numbers in exports. For example, {@code -12.50} has the digits 1250 and the scale 2.
 * An instance is reused for each field.
 */
final class PlainNumber {
  private boolean isNegative;
  private long digits;
  private int scale;

  /**
   * Reads a field. The byte after it must not be a digit.
   *
   * @param bytes an array with at least {@value Long#BYTES} bytes after {@code end}
   * @return whether the field is such a number; if not, it may still be a different kind of number
   */
  boolean read(byte[] bytes, int start, int end) {
    ByteBuffer words = Words.of(bytes);
    isNegative = bytes[start] == '-';
    digits = 0;
    scale = 0;
    int first = isNegative ? start + 1 : start;
    int i = readDigits(words, first);
    boolean isWhole = i > first && (i == first + 1 || bytes[first] != '0');
    if (i + 1 < end && bytes[i] == '.') {
      int fraction = i + 1;
      i = readDigits(words, fraction);
      scale = i - fraction;
    }
    // The length includes the dot. With more digits, the value may have overflowed.
    return isWhole && i == end && end - first <= NumberText.MAX_LONG_DIGITS;
  }

  /** Appends digits and returns the position after them. */
  private int readDigits(ByteBuffer words, int from) {
    int i = from;
    int count;
    do {
      long word = words.getLong(i);
      count = Digits.count(word);
      digits = Digits.append(digits, word, count);
      i += count;
    } while (count == Long.BYTES);
    return i;
  }

  /** Returns the digits before and after the dot, as one number without the sign. */
  long digits() {
    return digits;
  }

  /** Returns the digits with the sign. */
  long signedDigits() {
    return isNegative ? -digits : digits;
  }

  /** Returns the number of digits after the dot. */
  int scale() {
    return scale;
  }

  boolean isNegative() {
    return isNegative;
  }
}
