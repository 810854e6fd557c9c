package io.github.pigmentspark.schema;

/** {@code true} and {@code false}, in any case. */
public final class BooleanText {
  private BooleanText() {}

  public static boolean isBoolean(byte[] bytes, int start, int end) {
    return isTrue(bytes, start, end) || isFalse(bytes, start, end);
  }

  public static boolean isTrue(byte[] bytes, int start, int end) {
    return is("true", bytes, start, end);
  }

  public static boolean isFalse(byte[] bytes, int start, int end) {
    return is("false", bytes, start, end);
  }

  private static boolean is(String word, byte[] bytes, int start, int end) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      // Setting this bit turns an ASCII capital into its small letter, and nothing else into one.
      if ((bytes[start + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
