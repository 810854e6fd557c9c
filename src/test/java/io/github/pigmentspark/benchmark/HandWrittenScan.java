package io.github.pigmentspark.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An upper bound for the speed of a read: one thread reads the mixed export in memory, knows its
 * columns, and checks nothing. It makes the same rows as Spark, byte for byte ({@code UnsafeRow}),
 * one after the other in the same buffer.
 */
final class HandWrittenScan {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final int COLUMNS = 10;
  private static final int MAX_ROW = 1 << 16;

  /** This many digits fit into 63 bits. */
  private static final int MAX_DIGITS = 18;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private final byte[] bytes;
  private int position;

  /** A word of null bits, a word with each column's value or position, and the texts. */
  private final byte[] row = new byte[MAX_ROW];

  private int rowEnd;
  private long nulls;

  private HandWrittenScan(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads an export into memory, followed by a word of zeros. */
  static byte[] load(Path file) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(Files.size(file) + Long.BYTES)];
    try (InputStream in = Files.newInputStream(file)) {
      in.readNBytes(bytes, 0, bytes.length);
    }
    return bytes;
  }

  /** Reads all records, and returns a checksum of their rows. */
  static long of(byte[] export) {
    HandWrittenScan scan = new HandWrittenScan(export);
    while (scan.bytes[scan.position++] != '\n') {}
    long checksum = 0;
    while (scan.position < export.length - Long.BYTES) {
      scan.record();
      checksum = add(checksum, scan.row, scan.rowEnd);
    }
    return checksum;
  }

  /** Returns the checksum with one more row. */
  static long add(long checksum, byte[] row, int length) {
    long sum = 0;
    for (int i = 0; i < length; i += Long.BYTES) {
      sum += (long) WORDS.get(row, i);
    }
    return 31 * checksum + sum;
  }

  private void record() {
    rowEnd = Long.BYTES * (1 + COLUMNS);
    nulls = 0;
    text(0, ';');
    text(1, ';');
    text(2, ';');
    text(3, ';');
    date(4);
    whole(5);
    amount(6);
    amount(7);
    bool(8);
    if (bytes[position] == '"') {
      quoted(9);
    } else {
      text(9, '\n');
    }
    WORDS.set(row, 0, nulls);
  }

  private void set(int column, long value) {
    WORDS.set(row, Long.BYTES * (1 + column), value);
  }

  private void setNull(int column) {
    position++;
    nulls |= 1L << column;
    set(column, 0);
  }

  /** Finds the end of a text, and copies it, by words. */
  private void text(int column, char delimiter) {
    int start = rowEnd;
    long delimiters = delimiter * EACH_BYTE;
    int to = start;
    int from = position;
    while (true) {
      long word = (long) WORDS.get(bytes, from);
      long others = word ^ delimiters;
      long found = (others - EACH_BYTE) & ~others & (EACH_BYTE << 7);
      if (found != 0) {
        int count = Long.numberOfTrailingZeros(found) >>> 3;
        WORDS.set(row, to, word & ~(-1L << 8 * count));
        position = from + count;
        endText(column, start, to + count);
        return;
      }
      WORDS.set(row, to, word);
      from += Long.BYTES;
      to += Long.BYTES;
    }
  }

  private void quoted(int column) {
    int start = rowEnd;
    int to = start;
    position++;
    byte b = bytes[position++];
    while (b != '"' || bytes[position] == '"') {
      position += b == '"' ? 1 : 0;
      row[to++] = b;
      b = bytes[position++];
    }
    WORDS.set(row, to, 0L);
    endText(column, start, to);
  }

  private void endText(int column, int start, int end) {
    if (start == end) {
      setNull(column);
      return;
    }
    position++;
    set(column, (long) start << Integer.SIZE | end - start);
    rowEnd = (end + Long.BYTES - 1) & -Long.BYTES;
  }

  private void date(int column) {
    if (bytes[position] == ';') {
      setNull(column);
      return;
    }
    int year = 100 * digits(position) + digits(position + 2);
    int month = digits(position + 5);
    int day = digits(position + 8);
    position += "2024-11-21;".length();
    // The year starts in March, so a leap day is its last day.
    int months = (month + 9) % 12;
    int years = year - months / 10;
    int leapDays = years / 4 - years / 100 + years / 400;
    set(column, 365L * years + leapDays + (153 * months + 2) / 5 + day - 719_469);
  }

  private int digits(int from) {
    return 10 * bytes[from] + bytes[from + 1] - 11 * '0';
  }

  private void whole(int column) {
    if (bytes[position] == ';') {
      setNull(column);
      return;
    }
    boolean negative = bytes[position] == '-';
    position += negative ? 1 : 0;
    long value = 0;
    for (byte b = bytes[position++]; b != ';'; b = bytes[position++]) {
      value = 10 * value + b - '0';
    }
    set(column, negative ? -value : value);
  }

  private void amount(int column) {
    int start = position;
    if (bytes[start] == ';') {
      setNull(column);
      return;
    }
    boolean negative = bytes[start] == '-';
    int first = negative ? start + 1 : start;
    int i = first;
    long digits = 0;
    byte b = bytes[i++];
    for (; b >= '0' && b <= '9'; b = bytes[i++]) {
      digits = 10 * digits + b - '0';
    }
    int scale = 0;
    if (b == '.') {
      int fraction = i;
      b = bytes[i++];
      for (; b >= '0' && b <= '9'; b = bytes[i++]) {
        digits = 10 * digits + b - '0';
      }
      scale = i - 1 - fraction;
    }
    position = i;
    boolean plain = b == ';' && i - 1 - first <= MAX_DIGITS;
    double value = plain ? quotient(digits, scale) : Double.NaN;
    if (Double.isNaN(value)) {
      hardAmount(column, start);
    } else {
      set(column, Double.doubleToRawLongBits(negative ? -value : value));
    }
  }

  /** Parses a double with an exponent or many digits, or near the middle of two doubles. */
  private void hardAmount(int column, int start) {
    while (bytes[position - 1] != ';') {
      position++;
    }
    String text = new String(bytes, start, position - 1 - start, StandardCharsets.ISO_8859_1);
    set(column, Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  /**
   * Returns the double nearest to {@code digits / 10^scale}, or NaN if that is uncertain.
   *
   * <p>The first quotient may be off by a bit. The remainder is exact, which gives the true
   * quotient to a hundred bits.
   */
  private static double quotient(long digits, int scale) {
    double power = POWERS[scale];
    double rounded = digits;
    double first = rounded / power;
    double rest = (Math.fma(-first, power, rounded) + (digits - (long) rounded)) / power;
    double value = first + rest * (1 - 0x1p-40);
    return value == first + rest * (1 + 0x1p-40) ? value : Double.NaN;
  }

  private void bool(int column) {
    byte b = bytes[position];
    if (b == ';') {
      setNull(column);
      return;
    }
    position += b == 't' ? "true;".length() : "false;".length();
    set(column, b == 't' ? 1 : 0);
  }
}
