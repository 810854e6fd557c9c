package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StringColumnTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"Revenue", " kept as it is ", "Zürich", "日本", "👍🏽", "\u0000", "\uFFFD", "007"})
  void keepsTextUnchanged(String text) {
    assertEquals(Optional.of(text), FieldDecoder.of("STRING").decode(text));
  }

  @Test
  void acceptsAllOfUnicode() {
    FieldDecoder toString = FieldDecoder.of("STRING");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x1000 ? 1 : 7) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        String text = "a" + Character.toString(c) + "b";
        assertEquals(Optional.of(text), toString.decode(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation byte
        "61 80",
        "c0 80", // overlong NUL
        "c1 bf",
        "e0 80 af",
        "f0 80 80 af",
        "c3", // truncated
        "e2 82",
        "f0 9f 91",
        "c3 28", // truncated by another character
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
  void rejectsBytesThatAreNotUtf8(String hex) {
    byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
    assertFalse(FieldDecoder.of("STRING").decode(bytes).isPresent());
    assertFalse(FieldDecoder.of("VARCHAR(20)").decode(bytes).isPresent());
    assertFalse(FieldDecoder.of("CHAR(20)").decode(bytes).isPresent());
  }

  @Test
  void rejectsBytesThatAreNotUtf8InEveryField() throws IOException {
    // More than half of the records are decoded, so that the batch is checked as a whole.
    byte[] export = "a;b\nx;\u00e9\n\u00e9;y\n".getBytes(StandardCharsets.ISO_8859_1);
    RecordBatch batch = new RecordBatch();
    RecordReader.of(new ByteArrayInputStream(export), 1 << 20).read(batch);
    PigmentColumnVector column = PigmentColumnVector.of(DataTypes.StringType);
    int[] records = {0, 1};
    column.begin(batch, 2);
    assertEquals(1, column.decode(batch, 0, records, 0, 2));
    assertEquals(0, column.decode(batch, 1, records, 0, 2));
    assertEquals(2, column.decode(batch, 1, records, 1, 2));
    assertEquals("y", column.getUTF8String(1).toString());
  }

  @Test
  void limitsVarcharInCharactersNotBytes() {
    FieldDecoder decoder = FieldDecoder.of("VARCHAR(5)");
    assertEquals(Optional.of("abc"), decoder.decode("abc"));
    assertEquals(Optional.of("abcde"), decoder.decode("abcde"));
    assertFalse(decoder.accepts("abcdef"));
    assertFalse(decoder.accepts("abc   "));
    assertEquals(Optional.of("äöüßé"), decoder.decode("äöüßé"));
    assertFalse(decoder.accepts("äöüßéñ"));
    assertEquals(Optional.of("👍👍👍👍👍"), decoder.decode("👍👍👍👍👍"));
    assertFalse(decoder.accepts("👍👍👍👍👍👍"));
  }

  @Test
  void padsCharWithSpaces() {
    FieldDecoder decoder = FieldDecoder.of("CHAR(5)");
    assertEquals(Optional.of("abc  "), decoder.decode("abc"));
    assertEquals(Optional.of("äö   "), decoder.decode("äö"));
    assertEquals(Optional.of("abcde"), decoder.decode("abcde"));
    assertEquals(Optional.of("äöüßé"), decoder.decode("äöüßé"));
    assertFalse(decoder.accepts("abcdef"));
    assertFalse(decoder.accepts("äöüßéñ"));
  }
}
