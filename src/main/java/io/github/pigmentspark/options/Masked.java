package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.Excerpt;
import java.util.regex.Pattern;

/** Option values as error messages show them, without a key that was set in the wrong place. */
public final class Masked {
  private static final int SHOWN_CHARS = 100;

  /** A word of 20 characters or more, with a digit in it. UUIDs have dashes. */
  private static final Pattern LONG_WORD =
      Pattern.compile("(?<![\\w+~.])(?=[\\w+~.]*\\d)([\\w+~.]{4})[\\w+~.]{16,}");

  private static final Pattern USER_INFO = Pattern.compile("//.*@");

  private Masked() {}

  /** Returns a text with only the first four characters of each long word, cut if it is long. */
  public static String of(String text) {
    String safe = USER_INFO.matcher(text).replaceAll("//****@");
    return Excerpt.of(LONG_WORD.matcher(safe).replaceAll("$1…"), SHOWN_CHARS);
  }
}
