package io.github.pigmentspark.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lists, with commas between their elements, or as a JSON array where a comma may be part of one.
 */
final class ListParsers {
  private ListParsers() {}

  /** At least one UUID, none of them twice, in lower case. */
  static List<String> uuids(String text) {
    List<String> ids =
        elements(text).stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toList());
    for (String id : ids) {
      if (!Parsers.isUuid(id)) {
        throw new IllegalArgumentException(
            "expected UUIDs (like 2f1d9b3a-5c77-4e0b-9a43-0d6f1c2b7e55) with commas between them");
      }
    }
    return distinct(ids);
  }

  /** At least one name, none of them twice. */
  static List<String> names(String text) {
    return distinct(elements(text));
  }

  private static List<String> elements(String text) {
    List<String> elements =
        text.trim().startsWith("[")
            ? array(text)
            : Arrays.stream(text.split(",", -1)).map(String::trim).collect(Collectors.toList());
    if (elements.isEmpty() || elements.contains("")) {
      throw new IllegalArgumentException(
          "expected one or more, with commas between them, none of them empty; or a JSON array of"
              + " strings");
    }
    return elements;
  }

  private static List<String> array(String text) {
    JsonElement json = StrictJson.parse(text);
    List<String> elements = new ArrayList<>();
    for (JsonElement element : (JsonArray) json) {
      if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
        throw new IllegalArgumentException("expected a JSON array of strings, and nothing else");
      }
      elements.add(element.getAsString());
    }
    return elements;
  }

  private static List<String> distinct(List<String> elements) {
    for (int i = 1; i < elements.size(); i++) {
      if (elements.indexOf(elements.get(i)) < i) {
        throw new IllegalArgumentException("it names " + elements.get(i) + " twice");
      }
    }
    return elements;
  }
}
