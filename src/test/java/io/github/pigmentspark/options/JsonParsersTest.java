package io.github.pigmentspark.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonParsersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                                 | {}",
        " { \"type\" : \"Later\", \"x\": [1] }  | {\"type\":\"Later\",\"x\":[1]}",
        "{\"a\": 0.1000000000000000055511}    | {\"a\":0.1000000000000000055511}",
        "{\"a\": 1E+300, \"b\": null}           | {\"a\":1E+300,\"b\":null}",
        "{\"a\": \"<é>\"}                       | {\"a\":\"<é>\"}",
      })
  void keepsTheContentsOfAnObject(String text, String expected) {
    assertEquals(expected, JsonParsers.object(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "[{}]", "\"a\"", "1", "null", "true"})
  void rejectsJsonThatIsNotAnObject(String text) {
    assertEquals(
        "expected a JSON object, like {\"type\": \"And\", \"and\": […]}", failureOfObject(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type': 'And'}        | $.",
        "{\"type\": \"And\"        | $.type",
        "{\"type\": \"And\"} x     | $",
        "{\"type\": \"And\"} {}    | $",
        "{\"and\": [1, 2, }       | $.and[2]",
        "{\"a\": NaN}             | $.a",
        "{\"a\": True}            | $.a",
        "type=And               | $",
      })
  void namesThePositionOfInvalidJson(String text, String path) {
    assertEquals(
        "expected JSON, but the text is not valid at "
            + path
            + ". In Python, use json.dumps(…) on a list or dict",
        failureOfObject(text));
  }

  @Test
  void rejectsDeeplyNestedJson() {
    String text = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThrows(IllegalArgumentException.class, () -> JsonParsers.object(text));
  }

  private static String failureOfObject(String text) {
    return assertThrows(IllegalArgumentException.class, () -> JsonParsers.object(text))
        .getMessage();
  }
}
