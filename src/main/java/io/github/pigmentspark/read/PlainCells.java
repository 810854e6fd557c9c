package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Utf8;
import io.github.pigmentspark.csv.Words;
import io.github.pigmentspark.schema.BooleanText;
import io.github.pigmentspark.schema.DateText;
import java.nio.ByteBuffer;

/**
 * Reads cells of the usual forms from where they start, without knowing where they end. Each method
 * sets a value and returns where the cell ends, at its delimiter. What is not of the usual form is
 * {@link #OTHER}, and may still fit.
 *
 * <p>Bytes of up to {@link io.github.pigmentspark.csv.PlainSplitter#MARGIN} behind a cell are
 * looked at.
 */
final class PlainCells {
  /** Instead of an end: the cell must be read in another way. */
  static final int OTHER = -1;

  private static final long SPACES = Words.LOWEST_BITS * ' ';
  private static final long SEMICOLONS = Words.LOWEST_BITS * ';';
  private static final long QUOTES = Words.LOWEST_BITS * '"';

  /** So many digits fit 63 bits. */
  private static final int MAX_DIGITS = 18;

  private static final int DATE_LENGTH = "2024-11-21".length();
  private static final int TRUE_LENGTH = "true".length();
  private static final int FALSE_LENGTH = "false".length();

  private PlainCells() {}

  /** Where a cell ends, of whatever form: at a semicolon, a quote or a control character. */
  static int end(ByteBuffer words, int start) {
    int i = start;
    long found = delimiters(words.getLong(i));
    while (found == 0) {
      i += Long.BYTES;
      found = delimiters(words.getLong(i));
    }
    return i + Words.first(found);
  }

  /** Text in UTF-8. */
  static int text(
      byte[] bytes, ByteBuffer words, int start, byte delimiter, long[] values, int at) {
    int i = start;
    long word = words.getLong(i);
    long found = delimiters(word);
    long all = 0;
    while (found == 0) {
      all |= word;
      i += Long.BYTES;
      word = words.getLong(i);
      found = delimiters(word);
    }
    all |= word & found - 1 & ~found; // What is before the first one, and lower bits of that.
    int end = i + Words.first(found);
    boolean isAscii = (all & Words.HIGHEST_BITS) == 0;
    if (bytes[end] != delimiter || !(isAscii || Utf8.isValid(bytes, start, end))) {
      return OTHER;
    }
    values[at] = TextConverter.place(start, end);
    return end;
  }

  /** The highest bit of each byte that is a semicolon, a quote or below the space. */
  private static long delimiters(long word) {
    // Exact up to the first one: a borrow from it only gets into the bytes behind it.
    return (word - SPACES
            | (word ^ SEMICOLONS) - Words.LOWEST_BITS
            | (word ^ QUOTES) - Words.LOWEST_BITS)
        & ~word
        & Words.HIGHEST_BITS;
  }

  /** A whole number of up to 16 digits. */
  static int whole(
      byte[] bytes, ByteBuffer words, int start, byte delimiter, long[] values, int at) {
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    long word = words.getLong(first);
    int count = Digits.count(word);
    if (count == 0 || hasLeadingZero(word, count)) {
      return OTHER;
    }
    long value = Digits.value(word, count);
    int end = first + count;
    if (count == Long.BYTES) {
      word = words.getLong(end);
      int more = Digits.count(word);
      value = Digits.append(value, Digits.value(word, more), more);
      end += more;
    }
    if (bytes[end] != delimiter) {
      return OTHER;
    }
    values[at] = negative ? -value : value;
    return end;
  }

  /** The double next to a number of up to 18 digits, at most 7 of them before the dot. */
  static int real(
      byte[] bytes, ByteBuffer words, int start, byte delimiter, long[] values, int at) {
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    long word = words.getLong(first);
    int count = Digits.count(word);
    if (count == 0 || count == Long.BYTES || hasLeadingZero(word, count)) {
      return OTHER;
    }
    long digits = Digits.value(word, count);
    int end = first + count;
    int scale = 0;
    if (bytes[end] == '.') {
      int fraction = end + 1;
      word = words.getLong(fraction);
      scale = Digits.count(word);
      digits = Digits.append(digits, Digits.value(word, scale), scale);
      end = fraction + scale;
      if (scale == Long.BYTES) {
        word = words.getLong(end);
        int more = Digits.count(word);
        digits = Digits.append(digits, Digits.value(word, more), more);
        scale += more;
        end += more;
      }
      if (scale == 0) {
        return OTHER;
      }
    }
    if (bytes[end] != delimiter || count + scale > MAX_DIGITS) {
      return OTHER;
    }
    double value = Quotient.of(digits, scale);
    if (value < 0) {
      return OTHER;
    }
    values[at] = Double.doubleToRawLongBits(negative ? -value : value);
    return end;
  }

  private static boolean hasLeadingZero(long word, int count) {
    return count > 1 && (byte) word == '0';
  }

  /** A date of ten characters. */
  static int date(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    int end = start + DATE_LENGTH;
    if (bytes[end] != delimiter) {
      return OTHER;
    }
    long day = DateText.day(bytes, start, end);
    if (day == DateText.NONE) {
      return OTHER;
    }
    values[at] = day;
    return end;
  }

  /** A boolean. */
  static int bool(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    int end = start + TRUE_LENGTH;
    if (bytes[end] == delimiter && BooleanText.isTrue(bytes, start, end)) {
      values[at] = 1;
      return end;
    }
    end = start + FALSE_LENGTH;
    if (bytes[end] == delimiter && BooleanText.isFalse(bytes, start, end)) {
      values[at] = 0;
      return end;
    }
    return OTHER;
  }
}
