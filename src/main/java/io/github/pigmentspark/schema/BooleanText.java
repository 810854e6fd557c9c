package io.github.pigmentspark.schema;

/** The text forms of booleans: {@code true} and {@code false}, in upper, lower or mixed case. */
public final class BooleanText {
  private static final int LOWER_CASE_BIT = 0x20;

  private BooleanText() {}

  static boolean isBoolean(byte[] bytes, int start, int end) {
    return isTrue(bytes, start, end) || isFalse(bytes, start, end);
  }

  public static boolean isTrue(byte[] bytes, int start, int end) {
    return equalsIgnoreCase("true", bytes, start, end);
  }

  public static boolean isFalse(byte[] bytes, int start, int end) {
    return equalsIgnoreCase("false", bytes, start, end);
  }

  private static boolean equalsIgnoreCase(String letters, byte[] bytes, int start, int end) {
    if (end - start != letters.length()) {
      return false;
    }
    for (int i = 0; i < letters.length(); i++) {
      if ((bytes[start + i] | LOWER_CASE_BIT) != letters.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
