package io.github.pigmentspark.pigment;

/** The start of text that may be too long to display. */
public final class Excerpt {
  private Excerpt() {}

  /**
   * Returns the first {@code maxChars} characters of a string, followed by an ellipsis if the
   * string is longer. A surrogate pair counts as one character and is never split.
   */
  public static String of(String text, int maxChars) {
    if (text.codePointCount(0, text.length()) <= maxChars) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, maxChars)) + "…";
  }
}
