package io.github.pigmentspark.options;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a person wrote, made fit for a message: without what may be a key in the wrong place. */
public final class Masked {
  /** Most of a UUID, or all of it: hexadecimal digits with dashes between them. */
  private static final String DASHED = "[0-9a-fA-F]{1,12}(?:-[0-9a-fA-F]{1,12})+";

  private static final int LONG = 20;
  private static final int SHOWN = 4;

  /** A long word and nothing else. */
  private static final Pattern WORD =
      Pattern.compile("(?!" + DASHED + "$)[^\\s:;,(`]{" + LONG + ",}");

  /** The same beside other text, as in {@code Bearer …}: with a digit in it. */
  private static final Pattern PART = part("[\\w+~./-]");

  private static final Pattern PART_OF_PATH = part("[\\w+~-]");

  private Masked() {}

  private static Pattern part(String letter) {
    return Pattern.compile(
        String.format(
            Locale.ROOT, // A pattern knows no other digits.
            "(?<!%1$s)(?!%2$s(?!%1$s))(?=(?:(?!\\d)%1$s)*\\d)(%1$s{%3$d})%1$s{%4$d,}",
            letter,
            DASHED,
            SHOWN,
            LONG - SHOWN));
  }

  /**
   * The text; of a password in an address nothing, and of a word of 20 characters or more the first
   * four, unless it is like a UUID or, beside other text, has no digit.
   */
  public static String of(String text) {
    if (WORD.matcher(text).matches()) {
      return text.substring(0, SHOWN) + "…";
    }
    String safe = text.replaceAll("//.*@", "//****@");
    int query = safe.indexOf('?');
    int path = query < 0 ? safe.length() : query;
    int start = safe.contains("://") ? path : 0;
    return PART_OF_PATH.matcher(safe.substring(0, start)).replaceAll("$1…")
        + PART.matcher(safe.substring(start)).replaceAll("$1…");
  }
}
