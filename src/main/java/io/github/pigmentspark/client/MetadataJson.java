package io.github.pigmentspark.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A parser for metadata in JSON. The members that it needs must be strings. It ignores all other
 * members, because Pigment may add some.
 */
final class MetadataJson {
  /** The form of a valid id. Ids become part of the URLs of other requests. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]+");

  private MetadataJson() {}

  /**
   * Parses an array of entries.
   *
   * @throws IllegalArgumentException if the text is not an array of entries; the message says why
   */
  static List<MetadataEntry> parse(byte[] text, MetadataRequest.Kind kind) {
    JsonElement array = json(text);
    if (!array.isJsonArray()) {
      throw new IllegalArgumentException("expected an array");
    }
    List<MetadataEntry> entries = new ArrayList<>();
    for (JsonElement element : array.getAsJsonArray()) {
      if (!element.isJsonObject()) {
        throw new IllegalArgumentException("expected an array of objects");
      }
      JsonObject entry = element.getAsJsonObject();
      String id = string(entry, "id");
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException("an id is not a UUID");
      }
      String type = kind == MetadataRequest.Kind.TYPED ? string(entry, "type") : "";
      entries.add(new MetadataEntry(id, string(entry, "name"), type));
    }
    return entries;
  }

  private static JsonElement json(byte[] text) {
    try {
      // Use a new decoder, because the String constructor replaces bytes that are not valid UTF-8.
      JsonReader reader =
          new JsonReader(
              new StringReader(
                  StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString()));
      reader.setStrictness(Strictness.STRICT);
      JsonElement json = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("there is text after the JSON");
      }
      return json;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    } catch (IOException | JsonParseException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
  }

  private static String string(JsonObject entry, String name) {
    JsonElement value = entry.get(name);
    if (!(value instanceof JsonPrimitive) || !((JsonPrimitive) value).isString()) {
      throw new IllegalArgumentException(
          "the \"" + name + "\" of an entry is missing, or is not a string");
    }
    return value.getAsString();
  }
}
