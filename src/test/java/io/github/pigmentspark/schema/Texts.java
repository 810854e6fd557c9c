package io.github.pigmentspark.schema;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Runs a method on a text that is surrounded by others, like a cell in its buffer. */
final class Texts {
  /** A digit, which changes the result if a method reads past the text. */
  private static final byte NEIGHBOUR = '7';

  private Texts() {}

  static <T> T ask(Question<T> question, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] buffer = new byte[bytes.length + 2];
    Arrays.fill(buffer, NEIGHBOUR);
    System.arraycopy(bytes, 0, buffer, 1, bytes.length);
    return question.ask(buffer, 1, 1 + bytes.length);
  }

  /** A method that reads a range of bytes. */
  interface Question<T> {
    T ask(byte[] bytes, int start, int end);
  }
}
