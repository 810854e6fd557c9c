package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs the examples of the documents. From Python and Scala examples, it runs the reads: format,
 * options, schema and load.
 */
@Tag("spark-matrix")
class ReadmeIT extends SparkTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern READ =
      Pattern.compile(
          "spark\\.read\\s*\\.format\\(\"pigment\"\\)(.*?\\.\\s*load\\([^)]*\\))", Pattern.DOTALL);
  private static final String LITERAL = "(?:\"[^\"]*\"|'''.*?''')";
  private static final Pattern CALL =
      Pattern.compile("\\.\\s*(\\w+)\\(((?:" + LITERAL + "(?:,\\s*)?)*)\\)", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern TEXT = Pattern.compile(LITERAL, Pattern.DOTALL);

  @BeforeEach
  void useTheSimulator() {
    spark.conf().set("spark.datasource.pigment.baseUrl", pigment.url());
    spark.conf().set("spark.datasource.pigment.apiToken", Simulator.API_KEY);
  }

  @AfterEach
  void forgetTheSimulator() {
    spark.conf().unset("spark.datasource.pigment.baseUrl");
    spark.conf().unset("spark.datasource.pigment.apiToken");
  }

  @Test
  void runsTheReadsOfTheReadme() throws IOException {
    for (String read : reads("README.md")) {
      assertEquals(16, run(read).collectAsList().size(), read);
    }
  }

  @Test
  void readmeExamplePrintsItsOutput() throws IOException {
    Dataset<Row> sums =
        run(reads("README.md").get(0)).groupBy("Country").sum("Revenue").orderBy("Country");
    String shown =
        blocks("README.md", "text")
            .get(0)
            .lines()
            .filter(line -> line.startsWith("|"))
            .map(line -> line.replaceAll("^\\| *| *\\|$", "").replaceAll(" *\\| *", ","))
            .map(line -> "[" + line + "]")
            .collect(Collectors.joining("\n"));
    assertEquals("[" + String.join(",", sums.columns()) + "]\n" + rows(sums), shown);
  }

  @Test
  void runsTheReadsOfGettingStarted() throws IOException {
    for (String read : reads("docs/getting-started.md")) {
      assertEquals(126, run(read).collectAsList().size(), read);
    }
  }

  @Test
  void runsTheReadsOfBlocks() throws IOException {
    List<String> sizes = new ArrayList<>();
    for (String read : reads("docs/blocks.md")) {
      Dataset<Row> data = run(read);
      sizes.add(String.join(" ", data.columns()) + ": " + data.collectAsList().size());
    }
    assertEquals(
        List.of(
            "Country Month Revenue: 4",
            "cost centre, code employee hired note salary_eur team: 3",
            "Scenario Country Month Revenue Cost (€): 12",
            "Country Month Revenue: 2"),
        sizes);
  }

  /** Returns the reads of a document's examples, from {@code format} to {@code load}. */
  private static List<String> reads(String document) throws IOException {
    List<String> reads = new ArrayList<>();
    for (String block : blocks(document, "python", "scala")) {
      Matcher read = READ.matcher(block);
      while (read.find()) {
        reads.add(read.group(1));
      }
    }

    assertEquals(count(document, "format(\"pigment\")"), reads.size(), "all reads are found");
    assertFalse(reads.isEmpty());
    return reads;
  }

  private Dataset<Row> run(String calls) {
    DataFrameReader reader = spark.read().format("pigment");
    Matcher call = CALL.matcher(calls);
    while (call.find()) {
      List<String> arguments =
          TEXT.matcher(call.group(2))
              .results()
              .map(text -> text.group().replaceAll("^('''|\")|('''|\")$", ""))
              .toList();
      switch (call.group(1)) {
        case "option" -> reader.option(arguments.get(0), arguments.get(1));
        case "schema" -> reader.schema(arguments.get(0));
        case "load" -> {
          return arguments.isEmpty() ? reader.load() : reader.load(arguments.get(0));
        }
        default -> throw new AssertionError("not understood: " + call.group());
      }
    }
    throw new AssertionError("no load in " + calls);
  }

  @Test
  void runsTheSqlOfGettingStarted() throws IOException {
    assertEquals(
        "[Actual,8345666.0]\n[Budget 2026,1.11668E7]", rows(sql("docs/getting-started.md")));
    spark.catalog().dropTempView("plan");
  }

  @Test
  void runsTheSqlOfBlocks() throws IOException {
    assertEquals("[DE,90.0]\n[FR,310.75]\n[IT,16.5]", rows(sql("docs/blocks.md")));
    spark.catalog().dropTempView("pnl");
  }

  /** Runs the statements of the first block of SQL; the next ones need the catalog. */
  private static Dataset<Row> sql(String document) throws IOException {
    Dataset<Row> last = null;
    for (String statement : blocks(document, "sql").get(0).split(";\\s*\\n")) {
      last = spark.sql(statement);
    }
    return last;
  }

  @Test
  void linksHaveTargets() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String folder : List.of("", "docs")) {
      try (var files = Files.list(Path.of(folder))) {
        files.filter(path -> path.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    for (Path document : documents) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
        assertTrue(Files.exists(target), document + " links to " + target);
        if (link.group(2) != null) {
          assertTrue(
              anchors(target).contains(link.group(2)), document + " links to " + link.group());
        }
      }
    }
  }

  /** Returns GitHub's anchors for the headings of a document. */
  private static Set<String> anchors(Path document) throws IOException {
    return Files.readAllLines(document).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceAll("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static List<String> blocks(String document, String... languages) throws IOException {
    List<String> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of(document)));
    while (block.find()) {
      if (List.of(languages).contains(block.group(1))) {
        found.add(block.group(2));
      }
    }
    return found;
  }

  private static int count(String document, String text) throws IOException {
    return Files.readString(Path.of(document)).split(Pattern.quote(text), -1).length - 1;
  }
}
