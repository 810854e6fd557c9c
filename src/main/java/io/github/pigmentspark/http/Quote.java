package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.Excerpt;
import java.util.regex.Pattern;

/** Text from outside, made fit for a message: without the key, on one line, not too long. */
final class Quote {
  static final int MAX_CHARS = 500;

  /** Whatever is not seen, or turns what stands beside it around. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Z}]+");

  private Quote() {}

  public static String of(String text, ApiToken token) {
    String line = INVISIBLE.matcher(token.redact(text)).replaceAll(" ").trim();
    return Excerpt.of(line, MAX_CHARS);
  }
}
