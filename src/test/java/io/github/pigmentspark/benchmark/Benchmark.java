package io.github.pigmentspark.benchmark;

import static java.util.stream.Collectors.joining;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Compares reads with the connector to other ways of reading an export, in turn, and prints their
 * times.
 *
 * <p>Arguments: the folder for its files; the size of the large export in megabytes; the number of
 * rounds; the seconds of warm-up for each job; optionally some of {@link #PARTS}. The warm-up is a
 * time, not a number of rounds, so that a job of one second is compiled as well as one of ten:
 * Spark's planning alone keeps the JIT busy for dozens of reads.
 */
public final class Benchmark {
  private static final long MEGABYTE = 1_000_000;
  private static final int CURL_RATE_FAST = 125;
  private static final int CURL_RATE_SLOW = 20;

  /** The parts of the benchmark, in the order of the report. */
  public static final List<String> PARTS =
      List.of("mixed", "quoted", "links", "bytes", "columns", "kinds", "less", "heap");

  private final Path folder;
  private final long bytes;
  private final int rounds;
  private final Duration warmUp;
  private final SparkSession spark = Sessions.local();
  private final StringBuilder report = new StringBuilder();
  private final ExportServer server;

  private Benchmark(Path folder, long bytes, int rounds, Duration warmUp, ExportServer server) {
    this.folder = folder;
    this.bytes = bytes;
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.server = server;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    int status = 1;
    try {
      long bytes = Long.parseLong(args[1]) * MEGABYTE;
      int rounds = Integer.parseInt(args[2]);
      Duration warmUp = Duration.ofSeconds(Long.parseLong(args[3]));
      List<String> parts = args.length > 4 ? List.of(args[4].split(",")) : PARTS;
      System.out.println(run(folder, bytes, rounds, warmUp, parts));
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace();
    }
    System.exit(status); // Whatever threads Spark left.
  }

  /** Measures everything and returns the report, which is also in {@code benchmark.md}. */
  public static String run(Path folder, long bytes, int rounds, Duration warmUp, List<String> parts)
      throws Exception {
    try (ExportServer server = ExportServer.start(folder)) {
      Benchmark benchmark = new Benchmark(folder, bytes, rounds, warmUp, server);
      benchmark.all(parts);
      Files.writeString(folder.resolve("benchmark.md"), benchmark.report);
      return benchmark.report.toString();
    }
  }

  private void all(List<String> parts) throws Exception {
    if (!PARTS.containsAll(parts)) {
      throw new IllegalArgumentException(parts + " are not all of " + PARTS);
    }
    line("# Benchmark");
    line("");
    line(
        "%s, %d cores; Java %s; Spark %s, `local[2]`; each %d s to warm up, then %d rounds, in"
            + " turns; medians, least and most in brackets, in seconds.",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        spark.version(),
        warmUp.toSeconds(),
        rounds);
    for (String part : parts) {
      switch (part) {
        case "mixed" -> mixed();
        case "quoted" -> quoted();
        case "links" -> links();
        case "bytes" -> bytes();
        case "columns" -> columns();
        case "kinds" -> kinds();
        case "less" -> less();
        case "heap" -> heap();
        default -> throw new AssertionError(part);
      }
    }
  }

  private void mixed() throws Exception {
    Path file = Exports.write(folder, Exports.MIXED, bytes);
    byte[] export = HandWrittenScan.load(file);
    String view = view(Exports.MIXED);
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put("connector", () -> drain(export(view).schema(Exports.MIXED_SCHEMA).load()));
    jobs.put("connector, types inferred", () -> drain(export(view).load()));
    jobs.put(
        "curl, spark.read.csv, schema",
        () -> drain(curl(view, csv().schema(Exports.MIXED_SCHEMA))));
    jobs.put(
        "curl, spark.read.csv, inferSchema",
        () -> drain(curl(view, csv().option("inferSchema", true))));
    jobs.put("curl, spark.read.csv, multiLine", () -> drain(curl(view, multiLine())));
    jobs.put("hand-written scan in memory, one thread", () -> HandWrittenScan.of(export));
    compare("Ten mixed columns, " + size(Files.size(file)), jobs);
  }

  private void quoted() throws Exception {
    long size = Files.size(Exports.write(folder, Exports.QUOTED, bytes / 2));
    String view = view(Exports.QUOTED);
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put("connector", () -> drain(export(view).schema(Exports.MIXED_SCHEMA).load()));
    jobs.put("curl, spark.read.csv, multiLine", () -> drain(curl(view, multiLine())));
    compare("Quotes in every record, " + size(size), jobs);
  }

  private void links() throws Exception {
    link(CURL_RATE_FAST, Exports.MIXED, bytes);
    link(CURL_RATE_SLOW, Exports.MIXED_TENTH, bytes / 10);
  }

  private void link(int megabytesPerSecond, int export, long bytes) throws Exception {
    long size = Files.size(Exports.write(folder, export, bytes));
    String view = ExportServer.viewId(export, 1, megabytesPerSecond);
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put("connector", () -> drain(export(view).schema(Exports.MIXED_SCHEMA).load()));
    jobs.put("curl -o /dev/null", () -> curl(view, Path.of("/dev/null")));
    compare("A link of " + megabytesPerSecond + " MB/s, " + size(size), jobs);
  }

  private void bytes() throws Exception {
    Exports.write(folder, Exports.MIXED_HUNDREDTH, bytes / 100);
    Exports.write(folder, Exports.MIXED_TENTH, bytes / 10);
    Exports.write(folder, Exports.MIXED, bytes);
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (int export : new int[] {Exports.MIXED, Exports.MIXED_TENTH, Exports.MIXED_HUNDREDTH}) {
      int times = export == Exports.MIXED ? 2 : 1;
      long size = times * Files.size(folder.resolve(export + ".csv"));
      String view = ExportServer.viewId(export, times, 0);
      jobs.put(size(size), () -> drain(export(view).schema(Exports.MIXED_SCHEMA).load()));
    }
    compare("Growth with bytes, ten mixed columns", jobs);
  }

  private void columns() throws Exception {
    long size = bytes / 5;
    Map<String, Job> jobs = new LinkedHashMap<>();
    int columns = 10;
    for (int export : new int[] {Exports.COLUMNS_10, Exports.COLUMNS_100, Exports.COLUMNS_1000}) {
      Exports.write(folder, export, size);
      String view = view(export);
      String schema = schema(columns, "BIGINT");
      jobs.put(
          String.format(Locale.ROOT, "%,d columns", columns),
          () -> drain(export(view).schema(schema).load()));
      columns *= 10;
    }
    compare("Growth with columns, whole numbers, " + size(size), jobs);
    oneOfMany();
  }

  private void oneOfMany() throws Exception {
    Exports.write(folder, Exports.COLUMNS_100, bytes);
    String view = view(Exports.COLUMNS_100);
    String schema = schema(100, "BIGINT");
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put("all columns", () -> drain(export(view).schema(schema).load()));
    jobs.put("one of them", () -> drain(export(view).schema(schema).load().select("c50")));
    compare("One of 100 columns, whole numbers, " + size(bytes), jobs);
  }

  private void kinds() throws Exception {
    long size = bytes / 5;
    Exports.write(folder, Exports.STRINGS, size);
    Exports.write(folder, Exports.NUMBERS, size);
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put(
        "ten columns of text",
        () -> drain(export(view(Exports.STRINGS)).schema(schema(10, "STRING")).load()));
    jobs.put(
        "ten columns of DOUBLE",
        () -> drain(export(view(Exports.NUMBERS)).schema(schema(10, "DOUBLE")).load()));
    jobs.put(
        "ten columns of DECIMAL(38,18)",
        () -> drain(export(view(Exports.NUMBERS)).schema(schema(10, "DECIMAL(38,18)")).load()));
    compare("Kinds of cells, " + size(size), jobs);
  }

  private void less() throws Exception {
    Exports.write(folder, Exports.MIXED, bytes);
    Map<String, Job> jobs = new LinkedHashMap<>();
    Job all = () -> drain(export(view(Exports.MIXED)).schema(Exports.MIXED_SCHEMA).load());
    jobs.put("all records", all);
    jobs.put(
        "where Country = 'FR', an eighth",
        () ->
            drain(
                export(view(Exports.MIXED))
                    .schema(Exports.MIXED_SCHEMA)
                    .load()
                    .where("Country = 'FR'")));
    jobs.put(
        "count()", () -> export(view(Exports.MIXED)).schema(Exports.MIXED_SCHEMA).load().count());
    jobs.put("curl -o /dev/null", () -> curl(view(Exports.MIXED), Path.of("/dev/null")));
    compare("Less to convert, " + size(bytes), jobs);
  }

  private void heap() throws Exception {
    line("");
    line("## Heap in use after collections, Spark included, -Xmx512m");
    line("");
    line("| export | most in use |");
    line("|---|---|");
    long size = Files.size(Exports.write(folder, Exports.MIXED_TENTH, bytes / 10));
    for (int times : new int[] {2, 20, 60}) {
      Process process =
          new ProcessBuilder(
                  Jvm.command(
                      "-Xmx512m",
                      HeapRun.class,
                      server.url(),
                      ExportServer.viewId(Exports.MIXED_TENTH, times, 0)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String heap = "";
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String text = output.readLine(); text != null; text = output.readLine()) {
          heap = text.startsWith("heap=") ? text.substring("heap=".length()) : heap;
        }
      }
      if (process.waitFor() != 0 || heap.isEmpty()) {
        throw new IllegalStateException("The read in 512 MB failed");
      }
      line("| %s | %s |", size(times * size), size(Long.parseLong(heap)));
    }
  }

  private static String schema(int columns, String type) {
    return IntStream.range(0, columns).mapToObj(i -> "c" + i + " " + type).collect(joining(", "));
  }

  /** Runs all jobs in turns, and adds a table. The first one is what the others are compared to. */
  private void compare(String title, Map<String, Job> jobs) throws Exception {
    System.err.println(title);
    Map<String, Samples> samples = new LinkedHashMap<>();
    jobs.keySet().forEach(name -> samples.put(name, new Samples()));
    for (Job job : jobs.values()) {
      warmUp(job);
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Job> job : jobs.entrySet()) {
        System.gc();
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        job.getValue().run();
        wall = System.nanoTime() - wall;
        cpu = system.getProcessCpuTime() - cpu;
        samples.get(job.getKey()).add(wall / 1e9, cpu / 1e9);
      }
    }
    Samples first = samples.values().iterator().next();
    line("");
    line("## %s", title);
    line("");
    line("| | wall | CPU of the JVM | wall, times the first | CPU, times the first |");
    line("|---|---|---|---|---|");
    samples.forEach(
        (name, sample) ->
            line(
                "| %s | %s | %s | %.2f | %.2f |",
                name,
                sample.shownWall(),
                sample.shownCpu(),
                sample.wall() / first.wall(),
                sample.cpu() / first.cpu()));
  }

  private void warmUp(Job job) throws Exception {
    long end = System.nanoTime() + warmUp.toNanos();
    do {
      job.run();
    } while (System.nanoTime() < end);
  }

  private String view(int export) {
    return ExportServer.viewId(export, 1, 0);
  }

  private DataFrameReader export(String viewId) {
    return Sessions.export(spark, server.url(), viewId);
  }

  private DataFrameReader csv() {
    return spark.read().option("header", true).option("sep", ";");
  }

  private DataFrameReader multiLine() {
    return csv().schema(Exports.MIXED_SCHEMA).option("multiLine", true).option("escape", "\"");
  }

  private Dataset<Row> curl(String view, DataFrameReader reader) throws Exception {
    Path file = folder.resolve("curl.csv");
    curl(view, file);
    return reader.csv(file.toString());
  }

  private void curl(String view, Path file) throws Exception {
    int status =
        new ProcessBuilder(
                "curl", "-sSf", "-o", file.toString(), server.url() + "/api/export/view/" + view)
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("curl ended with " + status);
    }
  }

  private static void drain(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  private void line(String format, Object... arguments) {
    report.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", (double) bytes / MEGABYTE);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    return Files.exists(info)
        ? Files.readAllLines(info).stream()
            .filter(text -> text.startsWith("model name"))
            .map(text -> text.replaceFirst(".*: ", ""))
            .findFirst()
            .orElse(System.getProperty("os.arch"))
        : System.getProperty("os.arch");
  }

  private interface Job {
    void run() throws Exception;
  }
}
