package io.github.pigmentspark.options;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON as RFC 8259 has it, and nothing else. Gson's own tree would take the last of two
 * members of one name, and so lose the other.
 */
final class StrictJson {
  private static final Pattern PLACE = Pattern.compile("line \\d+ column \\d+");

  private final JsonReader reader;

  private StrictJson(JsonReader reader) {
    this.reader = reader;
  }

  /**
   * The value of a whole text.
   *
   * @throws IllegalArgumentException if it is not JSON; says where
   */
  static JsonElement parse(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement value = new StrictJson(reader).read();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw notJson(reader, "");
      }
      return value;
    } catch (IOException e) {
      throw notJson(reader, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException notJson(JsonReader reader, String message) {
    Matcher place = PLACE.matcher(message);
    return new IllegalArgumentException(
        message.startsWith("Nesting limit")
            ? "it is nested too deep"
            : String.format(
                "it is not JSON, at %s%s (from Python, give json.dumps(…) of a list or dict)",
                reader.getPath(), place.find() ? ", " + place.group() : ", behind its end"));
  }

  private JsonElement read() throws IOException {
    switch (reader.peek()) {
      case BEGIN_OBJECT:
        return object();
      case BEGIN_ARRAY:
        return array();
      case STRING:
        return string();
      case NUMBER:
        return number();
      case BOOLEAN:
        return new JsonPrimitive(reader.nextBoolean());
      default:
        reader.nextNull();
        return JsonNull.INSTANCE;
    }
  }

  private JsonObject object() throws IOException {
    JsonObject object = new JsonObject();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.has(name)) {
        throw new IllegalArgumentException("the member at " + reader.getPath() + " is there twice");
      }
      object.add(name, read());
    }
    reader.endObject();
    return object;
  }

  private JsonArray array() throws IOException {
    JsonArray array = new JsonArray();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(read());
    }
    reader.endArray();
    return array;
  }

  /** What UTF-8 can carry: half a surrogate pair would be sent as another text, a "?". */
  private JsonPrimitive string() throws IOException {
    String path = reader.getPath();
    String text = reader.nextString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("the text at " + path + " has half a surrogate pair");
    }
    return new JsonPrimitive(text);
  }

  /** Exactly, not through a double; but one that a double can have. */
  private JsonPrimitive number() throws IOException {
    String path = reader.getPath();
    String text = reader.nextString();
    if (Double.isInfinite(Double.parseDouble(text))) {
      throw new IllegalArgumentException("the number at " + path + " is too large");
    }
    try {
      return new JsonPrimitive(new BigDecimal(text));
    } catch (NumberFormatException e) { // Its exponent does not fit an int.
      throw new IllegalArgumentException("the exponent of the number at " + path + " is too large");
    }
  }
}
