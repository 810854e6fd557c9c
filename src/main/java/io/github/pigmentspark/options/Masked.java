package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.Excerpt;
import java.util.regex.Pattern;

/** A mask for option values in error messages. It hides a key that was set in the wrong option. */
public final class Masked {
  private static final int SHOWN_CHARS = 100;

  /**
   * A word of at least 20 characters that contains a digit. A UUID is not such a word, because of
   * its dashes.
   */
  private static final Pattern LONG_WORD =
      Pattern.compile("(?<![\\w+~.])(?=[\\w+~.]*\\d)([\\w+~.]{4})[\\w+~.]{16,}");

  private static final Pattern USER_INFO = Pattern.compile("//.*@");

  private Masked() {}

  /**
   * Returns the text with each long word truncated to its first four characters. The text itself is
   * also truncated if it is long.
   */
  public static String of(String text) {
    String safe = USER_INFO.matcher(text).replaceAll("//****@");
    return Excerpt.of(LONG_WORD.matcher(safe).replaceAll("$1…"), SHOWN_CHARS);
  }
}
