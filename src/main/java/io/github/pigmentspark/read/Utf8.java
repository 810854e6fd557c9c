package io.github.pigmentspark.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8 text; Spark itself takes any bytes for a string. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return isDecodable(bytes, i, end);
      }
    }
    return true;
  }

  private static boolean isDecodable(byte[] bytes, int start, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
