package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.csv.Utf8;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StringConverterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"Revenue", " kept as it is ", "Zürich", "日本", "👍🏽", "\u0000", "\uFFFD", "007"})
  void aStringIsTheTextOfItsCell(String text) {
    assertEquals(Optional.of(text), Conversion.to("STRING").of(text));
  }

  @Test
  void everyCharacterOfUnicodeIsText() {
    Conversion toString = Conversion.to("STRING");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x1000 ? 1 : 7) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(c) + "b";
        assertEquals(Optional.of(text), toString.of(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a byte that only continues
        "61 80",
        "c0 80", // longer than need be: NUL
        "c1 bf",
        "e0 80 af",
        "f0 80 80 af",
        "c3", // cut
        "e2 82",
        "f0 9f 91",
        "c3 28", // cut by another character
        "e2 28 a1",
        "ed a0 80", // halves of a surrogate pair
        "ed bf bf",
        "ed a0 bd ed b1 8d",
        "f4 90 80 80", // past the last character
        "f8 88 80 80 80",
        "fe",
        "ff",
        "5a fc 72 69 63 68", // ISO-8859-1
      })
  void bytesThatAreNotUtf8FitNoString(String hex) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
    assertFalse(Conversion.to("STRING").of(bytes).isPresent());
    assertFalse(Conversion.to("VARCHAR(20)").of(bytes).isPresent());
    assertFalse(Conversion.to("CHAR(20)").of(bytes).isPresent());
  }

  @Test
  void javaAgreesOnEverySequenceThatStartsAlike() {
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
  void aCharacterThatEndsInTheNextCellIsCut() {
    byte[] buffer = "aü".getBytes(StandardCharsets.UTF_8);
    assertFalse(Utf8.isValid(buffer, 0, 2));
    assertTrue(Utf8.isValid(buffer, 0, 3));
    assertTrue(Utf8.isValid(buffer, 0, 1));
    assertFalse(Utf8.isValid(buffer, 2, 3));
  }

  @Test
  void varcharHoldsSoManyCharactersNotBytes() {
    Conversion conversion = Conversion.to("VARCHAR(5)");
    assertEquals(Optional.of("abc"), conversion.of("abc"));
    assertEquals(Optional.of("abcde"), conversion.of("abcde"));
    assertFalse(conversion.fits("abcdef"));
    assertFalse(conversion.fits("abc   "));
    assertEquals(Optional.of("äöüßé"), conversion.of("äöüßé"));
    assertFalse(conversion.fits("äöüßéñ"));
    assertEquals(Optional.of("👍👍👍👍👍"), conversion.of("👍👍👍👍👍"));
    assertFalse(conversion.fits("👍👍👍👍👍👍"));
  }

  @Test
  void charIsFilledUpWithSpacesToSoManyCharacters() {
    Conversion conversion = Conversion.to("CHAR(5)");
    assertEquals(Optional.of("abc  "), conversion.of("abc"));
    assertEquals(Optional.of("äö   "), conversion.of("äö"));
    assertEquals(Optional.of("abcde"), conversion.of("abcde"));
    assertEquals(Optional.of("äöüßé"), conversion.of("äöüßé"));
    assertFalse(conversion.fits("abcdef"));
    assertFalse(conversion.fits("äöüßéñ"));
  }
}
