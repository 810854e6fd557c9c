package io.github.pigmentspark.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where few cells are wanted, they are those that are there where all are. */
@Timeout(60)
class SkimmingScannerTest {
  private static final int EXPORTS = 1_500;
  private static final int NO_LIMIT = 1 << 20;

  private static final String[] CELLS = {
    "", "", "1", "-12.5", "2024-11-21", "a\tb", "\u0001", "é", "Côte d’Ivoire", "x".repeat(40)
  };

  private static final String[] ODD = {"\"q\"", "\"a;\nb\"", "5\"", "a\rb", "1;2", "\"x\"y"};

  @Test
  void theWantedCellsAreThoseOfAReaderThatWantsAll() throws IOException {
    for (int seed = 0; seed < EXPORTS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      int width = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 40);
      byte[] csv = export(width, random);
      int[] wanted = random.ints(random.nextInt(1 + width / 4), 0, width).distinct().toArray();

      List<String> expected = read(csv, wanted, false, new SplittableRandom(seed));
      List<String> actual = read(csv, wanted, true, new SplittableRandom(seed));
      assertEquals(expected, actual, "seed " + seed);
    }
  }

  @Test
  void itPassesAllRecordsThatArePlain() throws IOException {
    int width = 100;
    RandomGenerator random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder(";".repeat(width - 1)).append('\n');
    for (int i = 0; i < 100; i++) {
      csv.append(record(width, 0, random)).append('\n');
    }
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    RecordBatch batch = new RecordBatch();
    RecordReader.of(new ByteArrayInputStream(bytes), NO_LIMIT).read(batch);
    int from = batch.start(0, 0);
    int limit = batch.end(99, width - 1) + 1;
    PlainSplitter scanner = SkimmingScanner.of(new int[] {0, 50, 99}, width);
    assertInstanceOf(SkimmingScanner.class, scanner);
    batch.truncate(0);

    assertEquals(limit, scanner.split(batch, from, limit, 1));
    assertEquals(100, scanner.passed());
  }

  @Test
  void whereManyCellsAreWantedAllAreFound() {
    assertInstanceOf(PlainScanner.class, SkimmingScanner.of(new int[] {0, 2, 4}, 5));
    assertInstanceOf(SkimmingScanner.class, SkimmingScanner.of(new int[] {2}, 5));
    assertInstanceOf(SkimmingScanner.class, SkimmingScanner.of(new int[] {}, 1));
  }

  /** What a reader says of each record, and of its wanted cells. */
  private static List<String> read(byte[] csv, int[] wanted, boolean skims, RandomGenerator random)
      throws IOException {
    RecordReader reader = RecordReader.of(Chunks.ofRandomSizes(csv, random), NO_LIMIT);
    if (skims) {
      reader.want(wanted);
    }
    List<String> records = new ArrayList<>();
    RecordBatch batch = new RecordBatch();
    while (reader.read(batch)) {
      for (int i = 0; i < batch.size(); i++) {
        int record = i;
        String cells =
            IntStream.of(wanted)
                .mapToObj(cell -> batch.text(record, cell, Integer.MAX_VALUE))
                .collect(Collectors.joining("|"));
        records.add(batch.number(i) + " " + batch.problem(i) + " " + cells);
      }
    }
    assertTrue(records.size() > 0);
    return records;
  }

  private static byte[] export(int width, RandomGenerator random) {
    double odd = random.nextInt(3) == 0 ? 0 : 0.01;
    StringBuilder csv = new StringBuilder(";".repeat(width - 1)).append('\n');
    int records = 1 + random.nextInt(60);
    for (int i = 0; i < records; i++) {
      csv.append(record(width, odd, random));
      csv.append(random.nextDouble() < odd ? "\r\n" : "\n");
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String record(int width, double odd, RandomGenerator random) {
    int cells = random.nextDouble() < 10 * odd ? random.nextInt(width) + 1 : width;
    return IntStream.range(0, cells)
        .mapToObj(
            i -> {
              String[] kind = random.nextDouble() < odd ? ODD : CELLS;
              return kind[random.nextInt(kind.length)];
            })
        .collect(Collectors.joining(";"));
  }
}
