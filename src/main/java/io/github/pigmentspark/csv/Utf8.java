package io.github.pigmentspark.csv;

import java.nio.ByteBuffer;

/**
 * A check for valid UTF-8, according to the table of well-formed byte sequences in the Unicode
 * Standard (section 3.9, D92). Spark itself accepts any bytes as a string.
 */
public final class Utf8 {
  private Utf8() {}

  /**
   * Returns whether the bytes from {@code start} (inclusive) to {@code end} (exclusive) are valid
   * UTF-8.
   */
  public static boolean isValid(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      if (bytes[i] >= 0) {
        i = passAscii(bytes, i, end);
      } else {
        int length = sequenceLength(bytes, i, end);
        if (length == 0) {
          return false;
        }
        i += length;
      }
    }
    return true;
  }

  /** Returns whether the bytes before {@code end} stop in the middle of a character. */
  static boolean endsInsideCharacter(byte[] bytes, int start, int end) {
    int last = end - 1;
    int continuation = 0;
    while (last - continuation >= start
        && continuation < 3
        && (bytes[last - continuation] & 0xC0) == 0x80) {
      continuation++;
    }
    int lead = last - continuation < start ? 0 : bytes[last - continuation] & 0xFF;
    int needed = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    return continuation < needed;
  }

  /** Skips ASCII characters, eight at a time. The first character must be ASCII. */
  private static int passAscii(byte[] bytes, int start, int end) {
    int i = start + 1;
    ByteBuffer words = Words.of(bytes);
    while (i <= end - Long.BYTES) {
      long nonAscii = Words.nonAscii(words.getLong(i));
      if (nonAscii != 0) {
        return i + Words.first(nonAscii);
      }
      i += Long.BYTES;
    }
    return i;
  }

  /**
   * Returns the length of the multi-byte sequence at a position, or 0 if the sequence is invalid.
   */
  private static int sequenceLength(byte[] bytes, int start, int end) {
    int lead = bytes[start] & 0xFF;
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || end - start < length) {
      return 0;
    }
    int second = bytes[start + 1] & 0xFF;
    // Rejects overlong forms, surrogates, and code points beyond U+10FFFF.
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return 0;
    }
    for (int i = start + 2; i < start + length; i++) {
      if ((bytes[i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
