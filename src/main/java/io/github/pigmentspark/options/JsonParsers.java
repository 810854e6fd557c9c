package io.github.pigmentspark.options;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Parsers for option values that are JSON or may be JSON. */
final class JsonParsers {
  private JsonParsers() {}

  /** Parses one or more distinct UUIDs, and converts them to lower case. */
  static List<String> uuids(String text) {
    List<String> ids =
        elements(text).stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toList());
    if (!ids.stream().allMatch(Parsers::isUuid)) {
      throw new IllegalArgumentException(
          "expected UUIDs (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55) separated by commas");
    }
    return distinct(ids);
  }

  /** Parses one or more distinct names. */
  static List<String> names(String text) {
    return distinct(elements(text));
  }

  /**
   * Parses a JSON object, and returns it without spaces between tokens. Pigment checks its content.
   */
  static String object(String text) {
    JsonElement json = parse(text);
    if (!json.isJsonObject()) {
      throw new IllegalArgumentException(
          "expected a JSON object, like {\"type\": \"And\", \"and\": […]}");
    }
    return json.toString();
  }

  private static List<String> elements(String text) {
    List<String> elements =
        text.trim().startsWith("[")
            ? array(text)
            : Arrays.stream(text.split(",", -1)).map(String::trim).collect(Collectors.toList());
    if (elements.isEmpty() || elements.contains("")) {
      throw new IllegalArgumentException(
          "expected one or more non-empty values separated by commas, or a JSON array of strings");
    }
    return elements;
  }

  private static List<String> array(String text) {
    List<String> elements = new ArrayList<>();
    for (JsonElement element : parse(text).getAsJsonArray()) {
      if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
        throw new IllegalArgumentException("expected a JSON array that contains only strings");
      }
      elements.add(element.getAsString());
    }
    return elements;
  }

  private static List<String> distinct(List<String> elements) {
    for (int i = 1; i < elements.size(); i++) {
      if (elements.indexOf(elements.get(i)) < i) {
        throw new IllegalArgumentException(elements.get(i) + " occurs twice");
      }
    }
    return elements;
  }

  private static JsonElement parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement json = JsonParser.parseReader(reader);
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return json;
      }
    } catch (JsonParseException | IOException e) {
      // Gson's message would only suggest a Gson setting.
    }
    throw new IllegalArgumentException(
        "expected JSON, but the text is not valid at "
            + reader.getPath()
            + ". In Python, use json.dumps(…) on a list or dict");
  }
}
