package io.github.pigmentspark.client;

import com.google.gson.stream.JsonWriter;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The JSON body of a request for a block. It includes default values, because the defaults differ
 * between Pigment's endpoints.
 */
final class ExportBody {
  private ExportBody() {}

  static String of(ExportRequest request) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("dateFormat").value(request.dateFormat().value());
      json.name("fieldDelimiter").value("Semicolon");
      json.name("decimalSeparator").value("Dot");
      json.name("encoding").value("Utf8WithoutBom");
      json.name("friendlyHeaders").value(request.headers() == HeaderStyle.FRIENDLY);
      write(json, "scenarios", request.scenarios());
      write(json, "metrics", request.metrics());
      write(json, "propertyTechnicalNames", request.properties());
      if (!request.filter().isEmpty()) {
        json.name("exportFilter").jsonValue(request.filter());
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonWriter json, String name, List<String> values) throws IOException {
    if (values.isEmpty()) {
      return;
    }
    json.name(name).beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }
}
