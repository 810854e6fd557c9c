package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the records of each file of a small corpus with those of Python's csv module: {@code
 * python/tests/csv_corpus.py} writes the files and checks them.
 */
class CorpusTest {
  private static final Path CORPUS =
      Path.of("src/test/resources/io/github/pigmentspark/csv/corpus");

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".csv"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsFileLikePython(String name) throws IOException {
    String json = Files.readString(CORPUS.resolve(name.replace(".csv", ".json")));
    List<List<String>> records =
        new Gson().fromJson(json, new TypeToken<List<List<String>>>() {}.getType());
    byte[] csv = Files.readAllBytes(CORPUS.resolve(name));

    for (Chunks chunks : Chunks.everyWay(csv, new SplittableRandom(1))) {
      Reading reading = Reading.of(chunks, Reading.NO_LIMIT);
      assertTrue(reading.isClean(), reading::toString);
      assertEquals(records.get(0), reading.header());
      assertEquals(records.subList(1, records.size()), reading.cells());
    }
  }
}
