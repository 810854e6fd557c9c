package io.github.pigmentspark.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Applies a method to a text in a larger buffer, where a cell has neighbours. */
final class Texts {
  /** A digit, which changes the result if a method reads past the text. */
  private static final byte NEIGHBOUR = '7';

  private Texts() {}

  /** Applies a method to a text, with digits before and after it. */
  static <T> T apply(TextMethod<T> method, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] buffer = new byte[bytes.length + 2];
    Arrays.fill(buffer, NEIGHBOUR);
    System.arraycopy(bytes, 0, buffer, 1, bytes.length);
    return method.apply(buffer, 1, 1 + bytes.length);
  }

  /** A method that reads a range of bytes. */
  interface TextMethod<T> {
    T apply(byte[] bytes, int start, int end);
  }
}
