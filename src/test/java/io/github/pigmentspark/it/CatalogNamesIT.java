package io.github.pigmentspark.it;

import static java.util.regex.Pattern.CASE_INSENSITIVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SampleApplications;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds applications, blocks and views by their names. */
@Tag("spark-matrix")
class CatalogNamesIT extends CatalogTest {
  private static String quoted(String... parts) {
    return Arrays.stream(parts)
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pigment.`FP&A`.Revenue",
        "pigment.`FP&A`.`Revenue`",
        "pigment.`fp&a`.REVENUE",
        "pigment.`FP&A`.`b10c0000-0000-4000-8000-000000000006`",
        "pigment.`A9900000-0000-4000-8000-000000000001`.Revenue",
        "pigment.`FP&A`.`Revenue [b10c0000-0000-4000-8000-000000000006]`"
      })
  void readsABlockByAllItsNames(String name) {
    assertEquals(4, sql("SELECT * FROM " + name).count());
    assertEquals(4, session.table(name).count());
    assertEquals(4, session.read().table(name).count());
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void readsOddNames() {
    String application = quoted("pigment", SampleApplications.ODD_NAME);
    String block = application + "." + quoted(SampleApplications.ODD_BLOCK);
    String view = block + "." + quoted(SampleApplications.ODD_VIEW);

    assertEquals(
        List.of(SampleApplications.ODD_BLOCK),
        strings(sql("SHOW TABLES IN " + application), "tableName"));
    assertEquals(
        List.of(SampleApplications.ODD_VIEW), strings(sql("SHOW TABLES IN " + block), "tableName"));
    assertEquals(1, sql("SHOW NAMESPACES IN " + application).count());
    assertEquals(3, sql("SELECT * FROM " + block).count());
    assertEquals(7, sql("SELECT * FROM " + view).count());
    assertEquals(7, session.table(view).count());
    sql("USE " + block);
    assertEquals(7, session.table(quoted(SampleApplications.ODD_VIEW)).count());
  }

  @Test
  void readsEveryListedName() {
    int read = 0;
    for (Row application : sql("SHOW NAMESPACES IN pigment").collectAsList()) {
      // Quoted where it has to be.
      String namespace = "pigment." + application.getString(0);
      for (String block : strings(sql("SHOW TABLES IN " + namespace), "tableName")) {
        assertTrue(session.table(namespace + "." + quoted(block)).columns().length > 0, block);
        read++;
      }
      for (Row block : sql("SHOW NAMESPACES IN " + namespace).collectAsList()) {
        String inside = "pigment." + block.getString(0);
        for (String view : strings(sql("SHOW TABLES IN " + inside), "tableName")) {
          assertTrue(session.table(inside + "." + quoted(view)).columns().length > 0, view);
          read++;
        }
      }
    }
    assertEquals(SampleBlocks.ALL.size() + 1 + 2 + 5 + 1 + 2, read);
  }

  @Test
  void listsAmbiguousNamesWithIds() {
    String metric = "Cost [" + SampleBlocks.COST.id() + "]";
    String list = "Cost [" + SampleBlocks.JOURNAL.id() + "]";
    assertEquals(List.of(metric, list), strings(sql("SHOW TABLES IN pigment.Twins"), "tableName"));
    assertEquals(2, session.table("pigment.Twins." + quoted(list)).count());

    String failure = failureOf(() -> sql("SELECT * FROM pigment.Twins.Cost"));

    assertTrue(
        failure.contains(
            "The application `Twins` has 2 blocks named `Cost`. Use one of these names instead: `"
                + metric
                + "` (Metric), `"
                + list
                + "` (TransactionList). An id alone also works."),
        failure);
    failure =
        failureOf(
            () -> session.table("pigment.Twins." + quoted(SampleBlocks.COST.id()) + ".Default"));
    assertTrue(failure.contains("has 2 views named `Default`. Use one of"), failure);
    assertTrue(failure.contains("`Default [" + Simulator.EXAMPLE_VIEW + "]` (Public)"), failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pigment.FPA.Revenue | The catalog pigment has no application `FPA`, or the metadata key's"
            + " owner has no access to it. Did you mean `FP&A`?",
        "pigment.`FP&A`.Revenu | The application `FP&A` has no block `Revenu`, or the metadata key's"
            + " owner has no access to it. Did you mean `Revenue`?",
        "pigment.`FP&A`.Revenue.`By mont` | The block `FP&A`.`Revenue` has no view `By mont`, or"
            + " the metadata key's owner has no access to it. Did you mean `By month`?"
      })
  void suggestsSimilarNames(String name, String message) {
    String failure = failureOf(() -> sql("SELECT * FROM " + name));
    assertTrue(failure.contains(message), failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pigment.Revenue | pigment.`Revenue` is not complete | Did you mean pigment.`FP&A`.`Revenue`?",
        "pigment.`FP&A`.Milestones | pigment.`FP&A`.`Milestones` is not complete | Did you mean"
            + " pigment.`FP&A`.`Revenue`.`Milestones`?",
        "pigment.`FP&A`.`By month` | has no block `By month` | Did you mean `Month`? To name a view,"
            + " put its block before it (block.view).",
      })
  void suggestsTheMissingApplicationOrBlock(String name, String cause, String suggestion) {
    String failure = failureOf(() -> sql("SELECT * FROM " + name));
    assertTrue(failure.contains(cause), failure);
    assertTrue(failure.contains(suggestion), failure);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pigment.Xyzzy",
        "pigment.Xyzzy.Xyzzy",
        "pigment.`FP&A`.Xyzzy",
        "pigment.`FP&A`.Revenue.Xyzzy",
        "pigment.`FP&A`.Revenue.`By month`.Xyzzy"
      })
  void leavesUnknownNamesToSpark(String name) {
    String failure = failureOf(() -> sql("SELECT * FROM " + name));
    // A name of two parts may be a file for a data source of Spark's.
    assertTrue(
        Pattern.compile("table or view not found|cannot be found|direct.query", CASE_INSENSITIVE)
            .matcher(failure)
            .find(),
        failure);
  }

  @EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
  @Test
  void leavesFilesAndViewsToSparkWhileInUse(@TempDir Path folder) {
    String files = folder.resolve("data").toUri().toString();
    session.range(3).write().parquet(files);
    String others = folder.resolve("others").toUri().toString();
    session.range(5).write().orc(others);
    session.range(4).createOrReplaceTempView("four");
    pigment.metadata().application("Workforce planning"); // Like orc, but not meant by it.
    sql("USE pigment");

    assertEquals(5, sql("SELECT * FROM orc.`" + others + "`").count());

    assertEquals(3, sql("SELECT * FROM parquet.`" + files + "`").count());
    assertEquals(4, sql("SELECT abs(id) FROM four").count());
    assertEquals(1, sql("WITH one AS (SELECT 1) SELECT * FROM one").count());
    sql("USE `FP&A`");
    assertEquals(3, sql("SELECT * FROM parquet.`" + files + "`").count());
    assertEquals(4, sql("SELECT * FROM four, Revenue WHERE four.id = 1").count());
    assertEquals(4, sql("SELECT * FROM pigment.`FP&A`.Revenue.`By month`").count());
    sql("USE spark_catalog");
    assertEquals(0, sql("SHOW TABLES IN default LIKE 'Rev*'").count());
  }

  @Test
  void findsWhatWasJustCreated() throws InterruptedException {
    assertEquals(4, session.table("pigment.`FP&A`.Revenue").count());
    pigment
        .metadata()
        .view(
            SampleApplications.FP_AND_A,
            SampleBlocks.REVENUE.id(),
            Simulator.PLAN_VIEW,
            "New",
            "Public");

    assertEquals(126, session.table("pigment.`FP&A`.Revenue.New").count());
  }
}
