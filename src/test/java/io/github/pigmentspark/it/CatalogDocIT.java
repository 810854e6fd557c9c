package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the examples of docs/catalog.md; of the Python ones, the reads. */
@Tag("spark-matrix")
class CatalogDocIT extends CatalogTest {
  private static final Path DOCUMENT = Path.of("docs", "catalog.md");
  private static final Pattern SQL =
      Pattern.compile("^```sql\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern TABLE =
      Pattern.compile(
          "spark(\\.read\\.option\\(\"(\\w+)\", \"(\\w+)\"\\))?\\.table\\(\"(.*?)\"\\)");

  @Test
  void runsTheSql() throws IOException {
    assertEquals(10, runSql(DOCUMENT));
  }

  @Test
  void runsTheSqlOfGettingStarted() throws IOException {
    assertEquals(3, runSql(Path.of("docs", "getting-started.md")));
  }

  /** Runs the statements that name the catalog, and returns how many there are. */
  private int runSql(Path document) throws IOException {
    int run = 0;
    Matcher block = SQL.matcher(Files.readString(document));
    while (block.find()) {
      for (String statement : block.group(1).split(";\\s*\\n")) {
        if (statement.contains(" pigment.") || statement.endsWith(" pigment")) {
          assertTrue(sql(statement).count() > 0, statement);
          run++;
        }
      }
    }
    return run;
  }

  @Test
  void runsThePythonReads() throws IOException {
    int run = 0;
    Matcher table = TABLE.matcher(Files.readString(DOCUMENT));
    while (table.find()) {
      DataFrameReader read = session.read();
      if (table.group(1) != null) {
        read = read.option(table.group(2), table.group(3));
      }
      assertTrue(read.table(table.group(4)).count() > 0, table.group());
      run++;
    }
    assertEquals(2, run);
  }

  @Test
  void listsWithTheDocumentedRequests() throws IOException {
    Pattern row =
        Pattern.compile("^\\| `{1,2}(SHOW [^|]*?) ?`{1,2} \\| (.*) \\|$", Pattern.MULTILINE);
    Matcher costs = row.matcher(Files.readString(DOCUMENT));
    int rows = 0;
    while (costs.find()) {
      session = session(java.util.Map.of());
      long before = pigment.requests().size();
      sql(costs.group(1)).count();
      long sent = pigment.requests().size() - before;
      assertEquals(Long.parseLong(costs.group(2)), sent, costs.group());
      rows++;
    }
    assertEquals(4, rows);
  }
}
