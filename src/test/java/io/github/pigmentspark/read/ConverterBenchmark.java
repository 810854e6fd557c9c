package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.PlainSplitter;
import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the reading of one cell costs: here, and by what Java or Spark have for it.
 *
 * <p>Both start from the bytes of a buffer. Each kind of cell has JVMs of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ConverterBenchmark {
  private static final int CELLS = 7_000;
  private static final String HEADER = "c\n";
  private static final long SEED = 20_241_121;
  private static final DateTimeFormatter LEGACY =
      DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss xxx");
  private static final String[] PRODUCTS = {"Desk", "Étagère", "Meeting table", "Whiteboard"};

  /** A kind of cell, the type it is read as, and who else can read it. */
  public enum Kind {
    DOUBLE(
        "DOUBLE",
        "Double.parseDouble",
        random -> Double.toString(random.nextDouble(-1_000, 140_000)),
        (text, hole) -> hole.consume(Double.parseDouble(text))),
    CENTS(
        "DOUBLE",
        "Double.parseDouble",
        random -> BigDecimal.valueOf(random.nextLong(10_000_000), 2).toString(),
        (text, hole) -> hole.consume(Double.parseDouble(text))),
    FLOAT(
        "FLOAT",
        "Float.parseFloat",
        random -> Float.toString((float) random.nextDouble(1, 140_000)),
        (text, hole) -> hole.consume(Float.parseFloat(text))),
    DECIMAL(
        "DECIMAL(38,18)",
        "new BigDecimal",
        random -> Double.toString(random.nextDouble(1, 140_000)),
        (text, hole) -> hole.consume(new BigDecimal(text))),
    WHOLE(
        "BIGINT",
        "Long.parseLong",
        random -> Integer.toString(random.nextInt(1_000_000)),
        (text, hole) -> hole.consume(Long.parseLong(text))),
    DATE(
        "DATE",
        "LocalDate.parse",
        random -> LocalDate.ofEpochDay(random.nextInt(18_000, 20_000)).toString(),
        (text, hole) -> hole.consume(LocalDate.parse(text).toEpochDay())),
    TIMESTAMP(
        "TIMESTAMP",
        "OffsetDateTime.parse",
        random ->
            LEGACY.format(
                OffsetDateTime.parse("2020-01-01T00:00:00Z")
                    .plusSeconds(random.nextInt(100_000_000))),
        (text, hole) -> hole.consume(OffsetDateTime.parse(text, LEGACY).toEpochSecond())),
    BOOLEAN(
        "BOOLEAN",
        "Boolean.parseBoolean",
        random -> Boolean.toString(random.nextInt(4) > 0),
        (text, hole) -> hole.consume(Boolean.parseBoolean(text))),
    STRING(
        "STRING",
        "UTF8String.fromString",
        random -> PRODUCTS[random.nextInt(PRODUCTS.length)] + random.nextInt(1_000),
        (text, hole) -> hole.consume(UTF8String.fromString(text)));

    private final String type;
    private final String peer;
    private final Function<SplittableRandom, String> cells;
    private final Parser parser;

    Kind(String type, String peer, Function<SplittableRandom, String> cells, Parser parser) {
      this.type = type;
      this.peer = peer;
      this.cells = cells;
      this.parser = parser;
    }

    /** An export of one column. */
    private byte[] export() {
      SplittableRandom random = new SplittableRandom(SEED);
      StringBuilder text = new StringBuilder(HEADER);
      for (int i = 0; i < CELLS; i++) {
        text.append(cells.apply(random)).append('\n');
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private double bytesPerCell() {
      return (double) (export().length - HEADER.length() - CELLS) / CELLS;
    }
  }

  @Param public Kind kind;

  private RowBatch rows;
  private RecordBatch batch;
  private ValueScanner scanner;
  private int from;
  private int limit;

  private final RecordBatch split = new RecordBatch();

  @Setup
  public void read() throws IOException {
    StructType schema = StructType.fromDDL("c " + kind.type);
    rows = RowBatch.of(schema);
    batch = rows.records();
    scanner = ValueScanner.of(Bindings.inOrder(schema), 1).orElseThrow();
    for (RecordBatch each : List.of(batch, split)) {
      RecordReader.of(new ByteArrayInputStream(kind.export()), 1 << 20).read(each);
      if (each.size() != CELLS) {
        throw new IllegalStateException("The cells are more than one batch holds");
      }
    }
    from = batch.start(0, 0);
    limit = from + kind.export().length - HEADER.length();
    if (limit > batch.bytes().length - PlainSplitter.MARGIN) {
      throw new IllegalStateException("The cells are more than one scan reads");
    }
  }

  @Benchmark
  @OperationsPerInvocation(CELLS)
  public void connector() {
    batch.truncate(0);
    rows.begin();
    scanner.fill(rows);
    scanner.split(batch, from, limit, 1);
    if (scanner.passed() != CELLS) {
      throw new IllegalStateException("Not all cells are " + kind.type);
    }
  }

  @Benchmark
  @OperationsPerInvocation(CELLS)
  public void peer(Blackhole hole) {
    byte[] bytes = split.bytes();
    for (int i = 0; i < CELLS; i++) {
      int start = split.start(i, 0);
      String text = new String(bytes, start, split.end(i, 0) - start, StandardCharsets.UTF_8);
      kind.parser.parse(text, hole);
    }
  }

  /** Measures all kinds of cells, and returns the lines of a table in Markdown. */
  public static List<String> table(Options options) throws RunnerException {
    Options these =
        new OptionsBuilder().parent(options).include(ConverterBenchmark.class.getName()).build();
    Map<Kind, Result<?>> connector = new EnumMap<>(Kind.class);
    Map<Kind, Result<?>> peer = new EnumMap<>(Kind.class);
    Collection<RunResult> results = new Runner(these).run();
    for (RunResult result : results) {
      Kind kind = Kind.valueOf(result.getParams().getParam("kind"));
      boolean isPeer = result.getParams().getBenchmark().endsWith(".peer");
      (isPeer ? peer : connector).put(kind, result.getPrimaryResult());
    }
    List<String> lines = new ArrayList<>();
    lines.add("| cells | like | ns per cell | MB/s | peer | ns per cell | MB/s |");
    lines.add("|---|---|---|---|---|---|---|");
    connector.forEach((kind, result) -> lines.add(row(kind, result, peer.get(kind))));
    lines.add("");
    lines.add(
        "From an export's bytes to a value, by JMH, with its error at 99.9 %: the connector finds"
            + " where the cell ends, too, and is told nothing; a text stays where it is, is checked to be"
            + " UTF-8, and copied by Spark. A peer knows where the cell is, and makes a String of it.");
    return lines;
  }

  private static String row(Kind kind, Result<?> connector, Result<?> peer) {
    String export = new String(kind.export(), StandardCharsets.UTF_8);
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | `%s` | %s |",
        kind.type,
        export.lines().skip(1).findFirst().orElseThrow(),
        speed(kind, connector),
        kind.peer,
        speed(kind, peer));
  }

  private static String speed(Kind kind, Result<?> result) {
    double nanos = result.getScore();
    return String.format(
        Locale.ROOT,
        "%.1f ± %.1f | %,.0f",
        nanos,
        result.getScoreError(),
        1_000 * kind.bytesPerCell() / nanos);
  }

  private interface Parser {
    void parse(String text, Blackhole hole);
  }
}
