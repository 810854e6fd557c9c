package io.github.pigmentspark.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTypeTest {
  @ParameterizedTest
  @EnumSource
  void mapsEachKindOfCellToItsDocumentedType(CellType type) {
    String expected =
        switch (type) {
          case BLANK, TEXT -> "STRING";
          case BOOLEAN -> "BOOLEAN";
          case LONG -> "BIGINT";
          case BIG_INTEGER -> "DECIMAL(38,0)";
          case DOUBLE -> "DOUBLE";
          case ISO_DATE, LEGACY_DATE -> "DATE";
          case LEGACY_TIMESTAMP -> "TIMESTAMP";
        };
    assertEquals(expected, type.dataType().sql());
  }

  @ParameterizedTest
  @CsvSource({
    "'', BLANK",
    "true, BOOLEAN",
    "FALSE, BOOLEAN",
    "tRuE, BOOLEAN",
    "0, LONG",
    "-0, LONG",
    "5, LONG",
    "-50, LONG",
    "999999999999999999, LONG",
    "9223372036854775807, LONG",
    "-9223372036854775808, LONG",
    "9223372036854775808, BIG_INTEGER",
    "-9223372036854775809, BIG_INTEGER",
    "10000000000000000000, BIG_INTEGER",
    "12345678901234567890123456789012345678, BIG_INTEGER",
    "-99999999999999999999999999999999999999, BIG_INTEGER",
    "1.5, DOUBLE",
    "-1.5, DOUBLE",
    "0.5, DOUBLE",
    "-0.0, DOUBLE",
    "50.00, DOUBLE",
    "1E-05, DOUBLE",
    "-1.5e+16, DOUBLE",
    "1.7976931348623157E+308, DOUBLE",
    "1e-400, DOUBLE",
    "2024-11-21, ISO_DATE",
    "2024-02-29, ISO_DATE",
    "0001-01-01, ISO_DATE",
    "9999-12-31, ISO_DATE",
    "10/25/2024, LEGACY_DATE",
    "02/29/2024, LEGACY_DATE",
    "10/25/2024 00:00:00 +00:00, LEGACY_TIMESTAMP",
    "10/25/2024 23:59:59 -11:30, LEGACY_TIMESTAMP",
  })
  void infersTypeOfACell(String cell, CellType expected) {
    assertEquals(expected, typeOf(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Revenue",
        " ",
        " true",
        "yes",
        "007",
        "-007",
        "00",
        "00.5",
        "+5",
        "+1.5",
        ".5",
        "-.5",
        "5.",
        "5.e3",
        "-",
        "--5",
        "1e",
        "1e+",
        "12E3",
        "1E10",
        "2e05",
        "1.5E300",
        "1E-5",
        "1.5E+3",
        "1E+400",
        "-1E+400",
        "1e999999999999",
        "123456789012345678901234567890123456789",
        "1,5",
        "1 000",
        "1.000,00",
        " 5",
        "5 ",
        "NaN",
        "Infinity",
        "-Infinity",
        "0x10",
        "1d",
        "1f",
        "1L",
        "٥",
        "١٢٣",
        "５",
        "5€",
        "Jan 21",
        "2024-02-30",
        "2024-02-29x",
        "2023-02-29",
        "02/29/2023",
        "13/01/2024",
        "00/01/2024",
        "01/00/2024",
        "0000-01-01",
        "2024-1-1",
        "1/1/2024",
        "25.10.2024",
        "2024-11",
        "2024-11-21T00:00:00Z",
        "2024-11-21 00:00:00",
        "10/25/2024 24:00:00 +00:00",
        "10/25/2024 00:60:00 +00:00",
        "10/25/2024 00:00:60 +00:00",
        "10/25/2024 00:00:00 +0000",
        "10/25/2024 00:00:00 +14:30",
        "10/25/2024 00:00:00 Z",
        "10/25/2024 00:00:00",
        "10/25/2024 00:00",
      })
  void infersTextForCodesAndOtherTexts(String cell) {
    assertEquals(CellType.TEXT, typeOf(cell));
  }

  @Test
  void infersTextForNumbersOfMoreThan1000Characters() {
    assertEquals(CellType.DOUBLE, typeOf("0." + "1".repeat(998)));
    assertEquals(CellType.TEXT, typeOf("0." + "1".repeat(999)));
    assertEquals(CellType.TEXT, typeOf("1".repeat(999) + ".0"));
  }

  @Test
  void infersTextForNumbersBeyondTheRangeOfDouble() {
    assertEquals(CellType.DOUBLE, typeOf("1".repeat(309) + ".5"));
    assertEquals(CellType.TEXT, typeOf("1".repeat(310) + ".5"));
    assertEquals(CellType.DOUBLE, typeOf("1".repeat(199) + "e+99"));
    assertEquals(CellType.TEXT, typeOf("1".repeat(211) + "e+99"));
    assertEquals(CellType.TEXT, typeOf("1".repeat(10) + "e+300"));
  }

  @Test
  void infersTypeOfShortTextsFromTheirShape() {
    Pattern integer = Pattern.compile("-?(0|[1-9][0-9]*)");
    Pattern number = Pattern.compile(integer.pattern() + "(\\.[0-9]+)?([eE][+-][0-9]{2,})?");
    forEachText(
        "",
        text -> {
          CellType expected = CellType.TEXT;
          if (integer.matcher(text).matches()) {
            expected = CellType.LONG;
          } else if (number.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
            expected = CellType.DOUBLE;
          }
          assertEquals(expected, typeOf(text), text);
        });
  }

  private static void forEachText(String prefix, Consumer<String> action) {
    for (char c : "019.-+eE".toCharArray()) {
      action.accept(prefix + c);
      if (prefix.length() < 4) {
        forEachText(prefix + c, action);
      }
    }
  }

  @Test
  void infersLongLikeJavaAroundTheLimitsOf64Bits() {
    for (int distance = -1000; distance <= 1000; distance++) {
      BigInteger value = BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(distance));
      for (BigInteger signed : List.of(value, value.negate())) {
        CellType expected = signed.bitLength() < 64 ? CellType.LONG : CellType.BIG_INTEGER;
        assertEquals(expected, typeOf(signed.toString()), signed.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BLANK, LONG, LONG",
    "BLANK, BOOLEAN, BOOLEAN",
    "LONG, BIG_INTEGER, BIG_INTEGER",
    "LONG, DOUBLE, DOUBLE",
    "BIG_INTEGER, DOUBLE, DOUBLE",
    "LEGACY_DATE, LEGACY_TIMESTAMP, LEGACY_TIMESTAMP",
    "ISO_DATE, LEGACY_DATE, TEXT",
    "ISO_DATE, LEGACY_TIMESTAMP, TEXT",
    "BOOLEAN, LONG, TEXT",
    "LONG, ISO_DATE, TEXT",
    "DOUBLE, TEXT, TEXT",
  })
  void combinesTwoKindsIntoTheNarrowestCommonType(CellType a, CellType b, CellType expected) {
    assertEquals(expected, a.and(b));
  }

  @Test
  void orderAndNumberOfCellsDoNotMatter() {
    for (CellType a : CellType.values()) {
      assertEquals(a, a.and(a));
      assertEquals(a, a.and(CellType.BLANK));
      assertEquals(CellType.TEXT, a.and(CellType.TEXT));
      for (CellType b : CellType.values()) {
        assertEquals(a.and(b), b.and(a), a + " and " + b);
        for (CellType c : CellType.values()) {
          assertEquals(a.and(b).and(c), a.and(b.and(c)), a + ", " + b + " and " + c);
        }
      }
    }
  }

  private static CellType typeOf(String cell) {
    return Texts.apply(CellType::of, cell);
  }
}
