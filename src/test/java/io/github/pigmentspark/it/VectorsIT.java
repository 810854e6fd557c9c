package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pigmentspark.simulator.View;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors in {@code src/test/vectors}, which the tests of the Python package read, too. */
@Tag("spark-matrix")
class VectorsIT extends SparkTest {
  private static final String NULL = "null";

  /** Types that not every supported Spark has. */
  private static final String NEWER_TYPE = "TIMESTAMP_NTZ";

  static Stream<String> types() {
    return vectors("cells")
        .map(vector -> vector.get("type").asText())
        .distinct()
        .filter(type -> !type.equals(NEWER_TYPE) || spark.version().compareTo("3.4") >= 0);
  }

  @ParameterizedTest
  @MethodSource("types")
  void readsCells(String type) {
    List<JsonNode> cells =
        vectors("cells")
            .filter(vector -> vector.get("type").asText().equals(type))
            .collect(Collectors.toList());
    StringBuilder csv = new StringBuilder("v;cell\n");
    for (JsonNode vector : cells) {
      String cell = quoted(vector.get("cell").asText());
      csv.append(cell).append(';').append(cell).append('\n');
    }
    DataFrameReader reader = read().schema("v " + type + ", cell STRING");
    String view = pigment.serve(View.of(csv.toString()));

    assertEquals(
        cells.stream().map(VectorsIT::expected).collect(Collectors.joining("\n")),
        rows(reader.option("mode", "PERMISSIVE").load(view), type));
    assertEquals(
        cells.stream()
            .filter(vector -> vector.has("value"))
            .map(VectorsIT::expected)
            .collect(Collectors.joining("\n")),
        rows(reader.option("mode", "DROPMALFORMED").load(view), type));
  }

  private static String rows(Dataset<Row> data, String type) {
    String value =
        switch (type) {
          case "FLOAT", "DOUBLE" -> "v";
          case "TIMESTAMP" -> "CAST(unix_micros(v) AS STRING)";
          // As text, a small decimal has an exponent on old Sparks only.
          default -> type.startsWith("DECIMAL") ? "v" : "CAST(v AS STRING)";
        };
    return data.selectExpr(value, "cell").collectAsList().stream()
        .map(row -> row.get(1) + " -> " + row.get(0))
        .collect(Collectors.joining("\n"));
  }

  private static String expected(JsonNode vector) {
    String value = vector.has("value") ? vector.get("value").asText() : NULL;
    if (!value.equals(NULL)) {
      switch (vector.get("type").asText()) {
        case "FLOAT" -> value = String.valueOf(Float.parseFloat(value));
        case "DOUBLE" -> value = String.valueOf(Double.parseDouble(value));
        default -> {} // Unchanged.
      }
    }
    return vector.get("cell").asText() + " -> " + value;
  }

  static Stream<JsonNode> names() {
    return vectors("names");
  }

  @ParameterizedTest
  @MethodSource("names")
  void namesColumns(JsonNode vector) {
    String header =
        texts(vector.get("header")).stream()
            .map(VectorsIT::quoted)
            .collect(Collectors.joining(";", "", "\n"));
    String style = vector.get("safe").asBoolean() ? "safe" : "original";
    String view = pigment.serve(View.of(header));

    assertEquals(
        texts(vector.get("names")),
        List.of(read().option("columnNames", style).load(view).columns()));
  }

  @Test
  void infersTypes() {
    List<JsonNode> samples = vectors("samples").collect(Collectors.toList());
    int height = samples.stream().mapToInt(sample -> sample.get("cells").size()).max().orElse(0);
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < samples.size(); i++) {
      csv.append(i == 0 ? "c" : ";c").append(i);
    }
    for (int record = 0; record < height; record++) {
      for (int i = 0; i < samples.size(); i++) {
        JsonNode cell = samples.get(i).get("cells").path(record);
        csv.append(i == 0 ? '\n' : ';').append(quoted(cell.asText()));
      }
    }
    Dataset<Row> data = loadCsv(csv.append('\n').toString());

    for (int i = 0; i < samples.size(); i++) {
      assertEquals(
          samples.get(i).get("type").asText(),
          data.schema().fields()[i].dataType().catalogString(),
          samples.get(i).toString());
    }
  }

  static Stream<JsonNode> records() {
    return vectors("records");
  }

  @ParameterizedTest
  @MethodSource("records")
  void readsRecords(JsonNode vector) {
    DataFrameReader reader =
        read()
            .options(
                Map.of("inferSchema", "false", "mode", vector.path("mode").asText("FAILFAST")));
    String view = pigment.serve(View.of(vector.get("csv").asText()));

    if (vector.has("rows")) {
      List<List<String>> rows = new ArrayList<>();
      vector.get("rows").forEach(row -> rows.add(texts(row)));
      assertEquals(
          rows,
          reader.load(view).collectAsList().stream()
              .map(VectorsIT::texts)
              .collect(Collectors.toList()));
    } else {
      String failure = failureOf(() -> reader.load(view).collectAsList()).toLowerCase();
      assertTrue(failure.contains("record " + vector.get("error").asInt() + " "), failure);
    }
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(String.valueOf(row.get(i)));
    }
    return texts;
  }

  private static String quoted(String cell) {
    boolean special = cell.chars().anyMatch(c -> ";\"\r\n".indexOf(c) >= 0);
    return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.isNull() ? NULL : text.asText()));
    return texts;
  }

  private static Stream<JsonNode> vectors(String name) {
    try {
      JsonNode file = new ObjectMapper().readTree(new File("src/test/vectors/" + name + ".json"));
      return StreamSupport.stream(file.get("vectors").spliterator(), false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
