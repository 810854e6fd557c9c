package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A view with any number of records, which are generated while they are sent. Each record depends
 * only on its number.
 */
final class LargeView implements View.Content {
  private static final String ID_PREFIX = "00000000-0000-4000-8000-";
  private static final long MOST_RECORDS = (1L << 48) - 1;
  private static final int CODE_DIGITS = 10;
  private static final int LONGEST_RECORD = 512;

  private static final byte[] HEADER =
      utf8("Country;Product;Code;Month;Day;Units;Revenue;Margin;Active;Comment\n");
  private static final byte[] TRUE = utf8(";true;");
  private static final byte[] FALSE = utf8(";false;");
  private static final byte[][] COUNTRIES =
      each("FR;", "DE;", "ES;", "IT;", "PL;", "UK;", "US;", "Côte d’Ivoire;");
  private static final byte[][] PRODUCTS =
      each(
          "Office chair;",
          "Desk;",
          "Lamp;",
          "Étagère;",
          "Meeting table;",
          "Sofa;",
          "Whiteboard;",
          "Café crème machine;");
  private static final byte[][] COMMENTS =
      each("\n", "\n", "\n", "\n", "\n", "on plan\n", "revised in the March forecast\n", "n/a\n");
  private static final byte[][] QUOTED_COMMENTS =
      each(
          "\"late; see Q2\"\n",
          "\"the \"\"stretch\"\" case\"\n",
          "\"first line\nsecond line\"\n",
          "\"plain, but quoted\"\n");

  private static final LocalDate FIRST_DAY = LocalDate.of(2021, 1, 1);
  private static final int DAYS = 1024;
  private static final byte[][] REVENUES = doubles(1_000_000.0 / 7, 4096);
  private static final byte[][] MARGINS = doubles(-1_000.0 / 3, 4096);

  private final long records;

  private LargeView(long records) {
    this.records = records;
  }

  static String id(long records) {
    if (records < 0 || records > MOST_RECORDS) {
      throw new IllegalArgumentException(
          "A view of " + records + " records: expected between 0 and " + MOST_RECORDS + ".");
    }
    return ID_PREFIX + String.format("%012x", records);
  }

  static Optional<View> find(String id) {
    if (!id.startsWith(ID_PREFIX)) {
      return Optional.empty();
    }
    long records = Long.parseLong(id.substring(ID_PREFIX.length()), 16);
    return Optional.of(View.streamed(View.Block.TABLE, new LargeView(records)));
  }

  @Override
  public void writeTo(OutputStream out, DateStyle dates) throws IOException {
    byte[][] days = days(dates);
    byte[] buffer = new byte[64 * 1024];
    int end = put(HEADER, buffer, 0);
    for (long i = 0; i < records; i++) {
      if (end > buffer.length - LONGEST_RECORD) {
        out.write(buffer, 0, end);
        end = 0;
      }
      end = record(i, days, buffer, end);
    }
    out.write(buffer, 0, end);
  }

  private static int record(long i, byte[][] days, byte[] buffer, int start) {
    long dice = mix(i);
    int end = put(COUNTRIES[(int) dice & 7], buffer, start);
    end = put(PRODUCTS[(int) (dice >>> 3) & 7], buffer, end);
    end = digits(i, buffer, end);
    end = put(days[(int) (dice >>> 6) & 1023], buffer, end);
    end = number((int) (dice >>> 16) & 0xFFFF, buffer, end);
    end = put(REVENUES[(int) (dice >>> 32) & 4095], buffer, end);
    if ((dice >>> 44 & 15) == 0) {
      buffer[end++] = ';';
    } else {
      end = put(MARGINS[(int) (dice >>> 36) & 4095], buffer, end);
    }
    end = put((dice >>> 48 & 3) == 0 ? FALSE : TRUE, buffer, end);
    boolean quoted = (dice >>> 50 & 127) == 0;
    return quoted
        ? put(QUOTED_COMMENTS[(int) (dice >>> 57) & 3], buffer, end)
        : put(COMMENTS[(int) (dice >>> 57) & 7], buffer, end);
  }

  /** Hashes a number to 64 bits (SplitMix64). */
  private static long mix(long i) {
    long z = (i + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  private static int put(byte[] bytes, byte[] buffer, int at) {
    System.arraycopy(bytes, 0, buffer, at, bytes.length);
    return at + bytes.length;
  }

  private static int digits(long value, byte[] buffer, int at) {
    long rest = value;
    for (int digit = CODE_DIGITS - 1; digit >= 0; digit--) {
      buffer[at + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + CODE_DIGITS;
  }

  private static int number(int value, byte[] buffer, int at) {
    int length = value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
    int rest = value;
    for (int digit = length - 1; digit >= 0; digit--) {
      buffer[at + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + length;
  }

  /** Returns the month and the day, with delimiters, for every day that occurs. */
  private static byte[][] days(DateStyle dates) {
    DateTimeFormatter month = DateTimeFormatter.ofPattern("MMM yy", Locale.ENGLISH);
    return table(
        DAYS,
        i -> {
          LocalDate day = FIRST_DAY.plusDays(i);
          return ";" + month.format(day) + ";" + dates.format(day) + ";";
        });
  }

  /** Returns doubles with 15 to 17 digits. */
  private static byte[][] doubles(double scale, int count) {
    return table(count, i -> ";" + shortest(scale * (i + 1) / count));
  }

  /**
   * Returns the shortest text of at least 15 digits that parses to the same double. {@link
   * Double#toString} isn't used, because its digits changed in Java 19.
   */
  private static String shortest(double value) {
    return IntStream.rangeClosed(15, 17)
        .mapToObj(digits -> new BigDecimal(value).round(new MathContext(digits)).toPlainString())
        .filter(text -> Double.parseDouble(text) == value)
        .findFirst()
        .orElseThrow();
  }

  private static byte[][] each(String... texts) {
    return table(texts.length, i -> texts[i]);
  }

  private static byte[][] table(int length, IntFunction<String> text) {
    return IntStream.range(0, length).mapToObj(i -> utf8(text.apply(i))).toArray(byte[][]::new);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
