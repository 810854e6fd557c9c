package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.benchmark.Benchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run of the benchmark, which shows that it still works. Needs curl. */
@Tag("benchmark")
class BenchmarkIT {
  @Test
  void measuresEveryPart(@TempDir Path folder) throws Exception {
    List<String> parts = Benchmark.PARTS;
    String report = Benchmark.run(folder, 2_000_000, 1, Duration.ZERO, parts);

    assertEquals(Files.readString(folder.resolve("benchmark.md")), report);
    assertEquals(10, report.lines().filter(line -> line.startsWith("## ")).count(), report);
    assertEquals(30, report.lines().filter(line -> line.matches("[|] (?!export)[^|].*")).count());
    assertTrue(report.contains("| curl, spark.read.csv, multiLine | "), report);
  }
}
