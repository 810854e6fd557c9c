package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvOptionsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "header,true",
        "HEADER,True",
        "sep,;",
        "delimiter,;",
        "encoding,UTF-8",
        "charset,utf8",
        "quote,\"",
        "escape,\"",
        "multiLine,true",
        "multiline,false",
        "nullValue,~~",
        "enforceSchema,false",
        "ignoreLeadingWhiteSpace,false",
        "locale,en-US",
      })
  void acceptsValuesThatDescribeAnExport(String name, String value) {
    assertTrue(CsvOptions.accepts(name, value));
    TestOptions.of(name, value);
  }

  @Test
  void acceptsLineSeparatorsOfExports() {
    assertTrue(CsvOptions.accepts("lineSep", "\n"));
    assertTrue(CsvOptions.accepts("lineSep", "\r\n"));
    assertThrows(IllegalArgumentException.class, () -> CsvOptions.accepts("lineSep", "\r"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "header | false | Exports always have a header.",
        "sep | , | The fields of an export are always separated by semicolons.",
        "delimiter | , | The fields of an export are always separated by semicolons.",
        "encoding | ISO-8859-1 | Exports are always UTF-8.",
        "quote | ' | Fields of an export are always quoted with \".",
        "escape | \\ | A quote inside a quoted field is always doubled.",
        "comment | # | Exports have no comments.",
        "nullValue | NA | Blank cells are null. For other values, use nullif() after the read.",
        "emptyValue | ~~ | Blank cells are null. Use coalesce() after the read.",
        "timestampFormat | yyyy | Read the column as STRING with schemaHints, and use to_timestamp().",
        "samplingRatio | 0.1 | Use sampleSize,",
        "enforceSchema | true | Columns are always matched by name.",
        "locale | de-DE | Read the column as STRING with schemaHints, and convert it in Spark.",
        "ignoreTrailingWhiteSpace | true | Cells are read unchanged. Use trim() after the read.",
      })
  void rejectsValuesThatWouldChangeWhatIsRead(String name, String value, String advice) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> TestOptions.of(name, value))
            .getMessage();
    String expected =
        "Option " + name + " is \"" + value + "\", but only spark.read.csv has this option. ";
    assertTrue(message.startsWith(expected + advice), message);
  }

  @Test
  void ignoresOtherOptions() {
    assertFalse(CsvOptions.accepts("viewId", "x"));
    assertFalse(CsvOptions.accepts("mergeSchema", "true"));
  }

  @Test
  void masksValues() {
    String key = "a_test_key_0123456789";
    assertEquals(
        "Option nullValue is \"a_te…\", but only spark.read.csv has this option. Blank cells are"
            + " null. For other values, use nullif() after the read.",
        assertThrows(IllegalArgumentException.class, () -> CsvOptions.accepts("nullvalue", key))
            .getMessage());
  }
}
