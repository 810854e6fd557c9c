package io.github.pigmentspark.client;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * From Pigment's JSON to entries. What is needed must be there and be a string; what is not known
 * is passed over, since Pigment may add to it.
 */
final class MetadataJson {
  /** Ids go into the addresses of other requests. */
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]+");

  private MetadataJson() {}

  /**
   * Reads an array of entries.
   *
   * @throws IllegalArgumentException if the text is not such an array; says what was found
   */
  static List<MetadataEntry> parse(byte[] text, MetadataRequest.Kind kind) throws IOException {
    // A decoder that is made, not one that is named: that would replace what is not UTF-8.
    JsonReader json =
        new JsonReader(
            new InputStreamReader(
                new ByteArrayInputStream(text), StandardCharsets.UTF_8.newDecoder()));
    json.setStrictness(Strictness.STRICT);
    try {
      List<MetadataEntry> entries = new ArrayList<>();
      json.beginArray();
      while (json.hasNext()) {
        entries.add(entry(json, kind));
      }
      json.endArray();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("there is more behind the array");
      }
      return entries;
    } catch (MalformedJsonException | EOFException | IllegalStateException e) {
      throw new IllegalArgumentException(firstLine(e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }

  private static MetadataEntry entry(JsonReader json, MetadataRequest.Kind kind)
      throws IOException {
    String id = null;
    String name = null;
    String type = kind == MetadataRequest.Kind.UNTYPED ? "" : null;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id":
          id = text(json);
          break;
        case "name":
          name = text(json);
          break;
        case "type":
          type = text(json);
          break;
        default:
          json.skipValue();
      }
    }
    String where = json.getPath();
    json.endObject();
    require(id, "id", where);
    require(name, "name", where);
    require(type, "type", where);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("the id at " + where + " is not a UUID");
    }
    return new MetadataEntry(id, name, type);
  }

  // nextString() would take a number for a string.
  private static String text(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.STRING) {
      throw new IllegalArgumentException(
          "expected a string at " + json.getPath() + ", found " + json.peek());
    }
    return json.nextString();
  }

  private static void require(String value, String member, String where) {
    if (value == null) {
      throw new IllegalArgumentException("there is no " + member + " at " + where);
    }
  }

  // The second one is advice for those who program with Gson.
  private static String firstLine(String message) {
    return String.valueOf(message).split("\n", 2)[0];
  }
}
