package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.read.ConverterBenchmark.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A small run of the benchmark, so that it stays one that can be run. */
final class ConverterBenchmarkTest {
  @Test
  void eachKindOfCellIsMeasured() throws Exception {
    System.setProperty("jmh.ignoreLock", "true"); // Another build may run beside this one.
    Options options =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(2))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    List<String> table = ConverterBenchmark.table(options);

    assertEquals(
        Kind.values().length,
        table.stream()
            .filter(row -> row.matches("[|] `[A-Z].*` [|] .+ [|] `.+` [|] .+ [|]"))
            .count(),
        table.toString());
  }
}
