package io.github.pigmentspark.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Checks a filter as the schema {@code ExportFilter} of Pigment's OpenAPI document has it, so that
 * a slip is told before anything is asked. Empty lists are refused, since what they do is undefined
 * there.
 */
final class FilterParser {
  private static final List<String> TYPES = Arrays.asList("And", "Or", "Dimension", "Value");
  private static final List<String> CONDITIONS =
      Arrays.asList(
          "LessThan",
          "LessThanOrEqual",
          "Equal",
          "NotEqual",
          "GreaterThan",
          "GreaterThanOrEqual",
          "IsNotBlank");

  private FilterParser() {}

  /**
   * The filter as JSON without spaces, the same for the same filter.
   *
   * @throws IllegalArgumentException if it is not one; names the place in it, and what was expected
   */
  static String parse(String text) {
    return filter("$", StrictJson.parse(text)).toString();
  }

  private static JsonObject filter(String path, JsonElement json) {
    JsonObject filter = object(path, json, "type", "and", "or", "dimension", "value");
    String type = word(path, filter, TYPES);
    String name = type.toLowerCase(Locale.ROOT);
    for (String other : filter.keySet()) {
      if (!other.equals("type") && !other.equals(name) && !filter.get(other).isJsonNull()) {
        throw expected(path, "no member \"" + other + "\" beside the type \"" + type + "\"");
      }
    }
    JsonElement argument = member(path, filter, name);
    JsonObject checked = new JsonObject();
    checked.addProperty("type", type);
    checked.add(name, argument(path + "." + name, name, argument));
    return checked;
  }

  private static JsonElement argument(String path, String name, JsonElement json) {
    switch (name) {
      case "dimension":
        return dimension(path, json);
      case "value":
        return value(path, json);
      default:
        JsonArray parts = new JsonArray();
        for (JsonElement part : array(path, json, "filters")) {
          parts.add(filter(path + "[" + parts.size() + "]", part));
        }
        return parts;
    }
  }

  private static JsonObject dimension(String path, JsonElement json) {
    JsonObject dimension = object(path, json, "dimensionId", "modalityIds");
    JsonObject checked = new JsonObject();
    checked.add("dimensionId", uuid(path + ".dimensionId", member(path, dimension, "dimensionId")));
    String itemsPath = path + ".modalityIds";
    JsonArray items = new JsonArray();
    for (JsonElement item : array(itemsPath, member(path, dimension, "modalityIds"), "UUIDs")) {
      items.add(uuid(itemsPath + "[" + items.size() + "]", item));
    }
    checked.add("modalityIds", items);
    return checked;
  }

  private static JsonObject value(String path, JsonElement json) {
    JsonObject value = object(path, json, "metricId", "condition");
    JsonObject checked = new JsonObject();
    checked.add("metricId", uuid(path + ".metricId", member(path, value, "metricId")));
    checked.add("condition", condition(path + ".condition", member(path, value, "condition")));
    return checked;
  }

  private static JsonObject condition(String path, JsonElement json) {
    JsonObject condition = object(path, json, "type", "value");
    String type = word(path, condition, CONDITIONS);
    JsonObject checked = new JsonObject();
    checked.addProperty("type", type);
    if (type.equals("IsNotBlank")) {
      if (condition.has("value")) {
        throw expected(path, "no member \"value\" beside the type \"IsNotBlank\"");
      }
      return checked;
    }
    JsonElement operand = member(path, condition, "value");
    if (!operand.isJsonPrimitive()) {
      throw expected(path + ".value", "a string, a number, true or false");
    }
    checked.add("value", operand);
    return checked;
  }

  /** An object that has some of these members, and no other. */
  private static JsonObject object(String path, JsonElement json, String... names) {
    if (!json.isJsonObject()) {
      throw expected(path, "an object with " + String.join(", ", names));
    }
    for (String name : json.getAsJsonObject().keySet()) {
      if (!Arrays.asList(names).contains(name)) {
        throw expected(
            path,
            "only the members " + String.join(", ", names) + ", and there is \"" + name + "\"");
      }
    }
    return json.getAsJsonObject();
  }

  private static JsonElement member(String path, JsonObject object, String name) {
    if (!object.has(name) || object.get(name).isJsonNull()) {
      String why = object.has("type") ? ", since the type is " + object.get("type") : "";
      throw expected(path, "the member \"" + name + "\"" + why);
    }
    return object.get(name);
  }

  private static String word(String path, JsonObject object, List<String> words) {
    JsonElement type = object.get("type");
    if (type == null || !isString(type) || !words.contains(type.getAsString())) {
      throw expected(path + ".type", "one of " + String.join(", ", words));
    }
    return type.getAsString();
  }

  private static JsonArray array(String path, JsonElement json, String elements) {
    if (!json.isJsonArray() || json.getAsJsonArray().isEmpty()) {
      throw expected(path, "an array of " + elements + ", at least one");
    }
    return json.getAsJsonArray();
  }

  private static JsonPrimitive uuid(String path, JsonElement json) {
    if (!isString(json) || !Parsers.isUuid(json.getAsString())) {
      throw expected(path, "a UUID");
    }
    return json.getAsJsonPrimitive();
  }

  private static boolean isString(JsonElement json) {
    return json.isJsonPrimitive() && json.getAsJsonPrimitive().isString();
  }

  private static IllegalArgumentException expected(String path, String what) {
    return new IllegalArgumentException("at " + path + " was expected " + what);
  }
}
