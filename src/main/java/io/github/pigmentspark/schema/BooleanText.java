package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.Words;

/** {@code true} and {@code false}, in any case. */
public final class BooleanText {
  private static final long TRUE = Words.of("true");
  private static final long FALSE = Words.of("false");

  /** The bits of so many bytes. */
  private static final long FOUR_BYTES = -1L >>> Long.SIZE - 4 * Byte.SIZE;

  private static final long FIVE_BYTES = -1L >>> Long.SIZE - 5 * Byte.SIZE;

  /** Setting this bit turns an ASCII capital into its small letter, and nothing else into one. */
  private static final long SMALL = Words.LOWEST_BITS * 0x20;

  private BooleanText() {}

  public static boolean isBoolean(byte[] bytes, int start, int end) {
    return isTrue(bytes, start, end) || isFalse(bytes, start, end);
  }

  public static boolean isTrue(byte[] bytes, int start, int end) {
    return end - start == "true".length() && startsWithTrue(Words.of(bytes, start, end));
  }

  public static boolean isFalse(byte[] bytes, int start, int end) {
    return end - start == "false".length() && startsWithFalse(Words.of(bytes, start, end));
  }

  /** Whether the first bytes of a word of {@link Words} are {@code true}. */
  public static boolean startsWithTrue(long word) {
    return ((word | SMALL) & FOUR_BYTES) == TRUE;
  }

  /** Whether they are {@code false}. */
  public static boolean startsWithFalse(long word) {
    return ((word | SMALL) & FIVE_BYTES) == FALSE;
  }
}
