package io.github.pigmentspark.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Texts of numbers, and texts that are almost numbers. */
final class NumberFields {
  /** Numbers, of any length. */
  static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  /** Texts that Java, Spark or a person reads as numbers, but that aren't in an export. */
  static final List<String> NOT_NUMBERS =
      List.of(
          "NaN",
          "nan",
          "Infinity",
          "-Infinity",
          "inf",
          "0x10",
          "0x1p3",
          "1d",
          "1f",
          "1L",
          "1_000",
          "1,5",
          "1,000.5",
          "1 000",
          " 5",
          "5 ",
          "\t5",
          "5\n",
          // Codes: a number would lose their zeros.
          "007",
          "-007",
          "00",
          "00.5",
          "0000000000000000000000000000007",
          "+5",
          ".5",
          "-.5",
          "5.",
          "1.e5",
          "--5",
          "+-5",
          "5-",
          "1.2.3",
          ".",
          "-",
          "+",
          "-.",
          "e5",
          ".e5",
          "1e",
          "1e+",
          "1e5.0",
          "1e5e5",
          "(5)",
          "5%",
          "€5",
          "٥",
          "５",
          "−5",
          "1\u00005");

  private static final String ALPHABET = "019.-+eE";

  private NumberFields() {}

  /** Runs an action for each text of up to five characters that occur in numbers. */
  static void forEachShortText(Consumer<String> action) {
    for (int length = 1; length <= 5; length++) {
      forEachText("", length, action);
    }
  }

  private static void forEachText(String prefix, int length, Consumer<String> action) {
    if (prefix.length() == length) {
      action.accept(prefix);
      return;
    }
    for (int i = 0; i < ALPHABET.length(); i++) {
      forEachText(prefix + ALPHABET.charAt(i), length, action);
    }
  }

  /** Returns an amount: few digits, usually a dot. */
  static String amount(SplittableRandom random) {
    long digits = random.nextLong(1L << random.nextInt(1, 62));
    return BigDecimal.valueOf(random.nextBoolean() ? digits : -digits, random.nextInt(0, 8))
        .toPlainString();
  }

  /** Returns many digits, with an exponent up to the limits of a double. */
  static String hard(SplittableRandom random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    int digits = 1 + random.nextInt(random.nextInt(50) == 0 ? 800 : 24);
    int dot = 1 + random.nextInt(digits);
    for (int i = 0; i < digits; i++) {
      if (i == dot) {
        text.append('.');
      }
      // A leading zero must be the only digit before the dot.
      int least = i == 0 && dot != 1 ? 1 : 0;
      text.append((char) ('0' + random.nextInt(least, 10)));
    }
    if (random.nextInt(4) > 0) {
      text.append('e').append(random.nextInt(-345, 315));
    }
    return text.toString();
  }

  /** Returns the exact middle between a double and the next: the hardest number to round. */
  static String halfway(SplittableRandom random) {
    double lower = Math.abs(Double.longBitsToDouble(random.nextLong()));
    double upper = Math.nextUp(lower);
    if (!(upper < Double.MAX_VALUE) || lower < 1e-290) {
      return "0.5";
    }
    return midway(new BigDecimal(lower), new BigDecimal(upper), random);
  }

  /** Returns the exact middle between a float and the next. */
  static String halfwayOfFloats(SplittableRandom random) {
    float lower = Math.abs(Float.intBitsToFloat(random.nextInt()));
    float upper = Math.nextUp(lower);
    if (!(upper < Float.MAX_VALUE)) {
      return "0.5";
    }
    return midway(new BigDecimal(lower), new BigDecimal(upper), random);
  }

  private static String midway(BigDecimal lower, BigDecimal upper, SplittableRandom random) {
    BigDecimal middle = lower.add(upper).divide(BigDecimal.valueOf(2));
    switch (random.nextInt(3)) {
      case 0:
        return middle.toString();
      case 1:
        return middle.add(middle.ulp()).toString();
      default:
        return middle.subtract(middle.ulp()).toString();
    }
  }

  /** Returns an integer near the largest one with this many bits. */
  static BigInteger nearLimit(int bits, int distance) {
    return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.valueOf(distance));
  }
}
