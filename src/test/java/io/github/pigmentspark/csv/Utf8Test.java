package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void agreesWithJavaOnEverySequence() {
    CharsetDecoder java = StandardCharsets.UTF_8.newDecoder();
    int[] ends = {'a', 0x7F, 0x80, 0xBF, 0xC0};
    byte[] bytes = new byte[4];
    for (int start = 0x8000; start <= 0xFFFF; start++) {
      bytes[0] = (byte) (start >> 8);
      bytes[1] = (byte) start;
      for (int i = 0; i < ends.length * ends.length; i++) {
        bytes[2] = (byte) ends[i / ends.length];
        bytes[3] = (byte) ends[i % ends.length];
        for (int length = 1; length <= bytes.length; length++) {
          assertEquals(
              decodes(java, bytes, length),
              Utf8.isValid(bytes, 0, length),
              () -> HexFormat.of().formatHex(bytes));
        }
      }
    }
  }

  private static boolean decodes(CharsetDecoder decoder, byte[] bytes, int length) {
    CoderResult result =
        decoder.reset().decode(ByteBuffer.wrap(bytes, 0, length), CharBuffer.allocate(4), true);
    return !result.isError();
  }

  @Test
  void doesNotLookPastTheEnd() {
    byte[] buffer = "aü".getBytes(StandardCharsets.UTF_8);
    assertFalse(Utf8.isValid(buffer, 0, 2));
    assertTrue(Utf8.isValid(buffer, 0, 3));
    assertTrue(Utf8.isValid(buffer, 0, 1));
    assertFalse(Utf8.isValid(buffer, 2, 3));
  }

  @Test
  void findsBytesThatAreNotUtf8WhereverTheyAreInAWord() {
    for (int at = 0; at < 40; at++) {
      byte[] bytes = "x".repeat(40).getBytes(StandardCharsets.UTF_8);
      bytes[at] = (byte) 0xFF;
      assertFalse(Utf8.isValid(bytes, 0, bytes.length));
      assertTrue(Utf8.isValid(bytes, 0, at));
      assertTrue(Utf8.isValid(bytes, at + 1, bytes.length));
    }
  }
}
