package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.Words;
import io.github.pigmentspark.schema.BooleanText;
import io.github.pigmentspark.schema.DateText;
import io.github.pigmentspark.schema.Digits;
import java.nio.ByteOrder;
import org.apache.spark.unsafe.Platform;

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

  private static final int DATE_LENGTH = "2024-11-21".length();
  private static final int TRUE_LENGTH = "true".length();
  private static final int FALSE_LENGTH = "false".length();

  private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private PlainCells() {}

  /**
   * Eight bytes, the first one lowest. Nothing checks that they are all in the array, and nothing
   * has to: before the limit of a {@link io.github.pigmentspark.csv.PlainSplitter} is a line feed,
   * at which each cell ends at the latest, and no word is read but from inside a cell or from its
   * end. So all are in the margin behind the limit.
   */
  static long word(byte[] bytes, int start) {
    long word = Platform.getLong(bytes, Platform.BYTE_ARRAY_OFFSET + start);
    return BIG_ENDIAN ? Long.reverseBytes(word) : word;
  }

  /** Where a cell ends, of whatever form: at a semicolon, a quote or a control character. */
  static int end(byte[] bytes, int start) {
    int i = start;
    long found = delimiters(word(bytes, i));
    while (found == 0) {
      i += Long.BYTES;
      found = delimiters(word(bytes, i));
    }
    return i + Words.first(found);
  }

  /** The highest bit of each byte that is a semicolon, a quote or below the space. */
  static long delimiters(long word) {
    // Exact up to the first one: a borrow from it only gets into the bytes behind it.
    return (word - Words.SPACES
            | (word ^ Words.SEMICOLONS) - Words.LOWEST_BITS
            | (word ^ Words.QUOTES) - Words.LOWEST_BITS)
        & ~word
        & Words.HIGHEST_BITS;
  }

  /** A whole number of up to 16 digits. */
  static int whole(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    long word = word(bytes, first);
    int count = Digits.count(word);
    if (count == 0 || hasLeadingZero(word, count)) {
      return OTHER;
    }
    long value = Digits.value(word, count);
    int end = first + count;
    if (count == Long.BYTES) {
      word = word(bytes, end);
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
  static int real(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    long word = word(bytes, first);
    int count = Digits.count(word);
    if (count == 0 || count == Long.BYTES || hasLeadingZero(word, count)) {
      return OTHER;
    }
    long digits = Digits.value(word, count);
    int end = first + count;
    int scale = 0;
    if (bytes[end] == '.') {
      int fraction = end + 1;
      word = word(bytes, fraction);
      scale = Digits.count(word);
      digits = Digits.append(digits, Digits.value(word, scale), scale);
      end = fraction + scale;
      if (scale == Long.BYTES) {
        word = word(bytes, end);
        int more = Digits.count(word);
        digits = Digits.append(digits, Digits.value(word, more), more);
        scale += more;
        end += more;
      }
      if (scale == 0) {
        return OTHER;
      }
    }
    if (bytes[end] != delimiter || count + scale > Digits.MOST_OF_LONG) {
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

  /** A date like {@code 2024-11-21}. */
  static int date(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    int end = start + DATE_LENGTH;
    long day = DateText.isoDay(word(bytes, start), word(bytes, end - Long.BYTES));
    if (day == DateText.NONE || bytes[end] != delimiter) {
      return OTHER;
    }
    values[at] = day;
    return end;
  }

  /** A boolean. */
  static int bool(byte[] bytes, int start, byte delimiter, long[] values, int at) {
    long word = word(bytes, start);
    boolean isTrue = BooleanText.startsWithTrue(word);
    if (!isTrue && !BooleanText.startsWithFalse(word)) {
      return OTHER;
    }
    int end = start + (isTrue ? TRUE_LENGTH : FALSE_LENGTH);
    if (bytes[end] != delimiter) {
      return OTHER;
    }
    values[at] = isTrue ? 1 : 0;
    return end;
  }
}
