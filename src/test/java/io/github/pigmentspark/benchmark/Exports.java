package io.github.pigmentspark.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Generates the exports to read. The same size always gives the same export. */
final class Exports {
  /** Ten realistic columns; one record in 128 has quotes. */
  static final int MIXED = 0;

  /** The same columns, with all texts and some amounts in quotes. */
  static final int QUOTED = 1;

  static final int STRINGS = 2;
  static final int NUMBERS = 3;

  /** Integers in 10, 100 and 1,000 columns. */
  static final int COLUMNS_10 = 4;

  static final int COLUMNS_100 = 5;
  static final int COLUMNS_1000 = 6;

  /** The first tenth and the first hundredth of the mixed export. */
  static final int MIXED_TENTH = 7;

  static final int MIXED_HUNDREDTH = 8;

  static final String MIXED_SCHEMA =
      "Country STRING, Product STRING, Code STRING, Month STRING, Day DATE, Units BIGINT,"
          + " Revenue DOUBLE, Margin DOUBLE, Active BOOLEAN, Comment STRING";

  private static final String MIXED_HEADER =
      "Country;Product;Code;Month;Day;Units;Revenue;Margin;Active;Comment\n";
  private static final String[] COUNTRIES = {
    "FR", "DE", "ES", "IT", "PL", "UK", "US", "Côte d’Ivoire"
  };
  private static final String[] PRODUCTS = {
    "Office chair",
    "Desk",
    "Lamp",
    "Étagère",
    "Meeting table",
    "Sofa",
    "Whiteboard",
    "Café crème machine"
  };
  private static final String[] COMMENTS = {
    "", "", "", "", "", "on plan", "revised in the March forecast", "n/a"
  };
  private static final String[] QUOTED_COMMENTS = {
    "\"late; see Q2\"", "\"the \"\"stretch\"\" case\"", "\"first line\nsecond line\""
  };
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private Exports() {}

  /** Writes an export of at least this many bytes, unless the file exists. */
  static Path write(Path folder, int export, long bytes) throws IOException {
    Path file = folder.resolve(export + ".csv");
    if (Files.exists(file) && Files.size(file) >= bytes && Files.size(file) < bytes + 100_000) {
      return file;
    }
    SplittableRandom random = new SplittableRandom(export);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      long written = put(out, header(export));
      StringBuilder record = new StringBuilder();
      for (int i = 0; written < bytes; i++) {
        record.setLength(0);
        record(export, i, random, record);
        written += put(out, record.append('\n').toString());
      }
    }
    return file;
  }

  private static int put(OutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes);
    return bytes.length;
  }

  private static String header(int export) {
    int columns = columns(export);
    return columns == 0
        ? MIXED_HEADER
        : IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(";"))
            + "\n";
  }

  private static int columns(int export) {
    return switch (export) {
      case STRINGS, NUMBERS, COLUMNS_10 -> 10;
      case COLUMNS_100 -> 100;
      case COLUMNS_1000 -> 1000;
      default -> 0;
    };
  }

  private static void record(int export, int i, SplittableRandom random, StringBuilder record) {
    int columns = columns(export);
    if (columns == 0) {
      mixed(export == QUOTED, i, random, record);
      return;
    }
    for (int c = 0; c < columns; c++) {
      record.append(c == 0 ? "" : ";");
      switch (export) {
        case STRINGS -> record.append(PRODUCTS[random.nextInt(8)]).append(random.nextInt(1000));
        case NUMBERS -> record.append(amount(random));
        default -> record.append(random.nextInt(1_000_000));
      }
    }
  }

  private static void mixed(boolean quoted, int i, SplittableRandom random, StringBuilder record) {
    String quote = quoted ? "\"" : "";
    int month = random.nextInt(12);
    int year = 21 + random.nextInt(3);
    record.append(quote).append(COUNTRIES[random.nextInt(8)]).append(quote).append(';');
    record.append(quote).append(PRODUCTS[random.nextInt(8)]).append(quote).append(';');
    record.append(String.format("%010d", i)).append(';');
    record.append(MONTHS[month]).append(' ').append(year).append(';');
    record.append(String.format("20%d-%02d-%02d", year, month + 1, 1 + random.nextInt(28)));
    record.append(';').append(random.nextInt(65_536)).append(';');
    record.append(amount(random)).append(';');
    record.append(random.nextInt(16) == 0 ? "" : amount(random)).append(';');
    record.append(random.nextInt(4) == 0 ? "false" : "true").append(';');
    record.append(
        quoted || random.nextInt(128) == 0
            ? QUOTED_COMMENTS[random.nextInt(3)]
            : COMMENTS[random.nextInt(8)]);
  }

  /** Returns a number like Pigment's doubles, with 15 to 17 digits. */
  private static String amount(SplittableRandom random) {
    return Double.toString(random.nextDouble(-1_000, 140_000));
  }
}
