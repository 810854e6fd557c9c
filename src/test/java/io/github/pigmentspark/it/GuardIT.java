package io.github.pigmentspark.it;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.View;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Queries that export a view twice, here to sample it for a partitioning by range. {@code
 * test_guard.py} loses executors.
 */
@Tag("spark-matrix")
class GuardIT extends SparkTest {
  private static final String CSV = "n\n1\n2\n3\n";
  private static final Fault OTHER_STATE = Fault.otherContent("text/csv", "n\n1\n2\n4\n");

  private Dataset<Row> view() {
    return read().schema("n INT").load(pigment.serve(View.of(CSV)));
  }

  private static long countTwice(Dataset<Row> data) {
    return data.repartitionByRange(2, col("n")).collectAsList().size();
  }

  @Test
  void queryFailsIfTheViewChangesBetweenItsExports() {
    Dataset<Row> view = view();
    pigment.next(Fault.none(), OTHER_STATE);
    String failure = failureOf(() -> countTwice(view));
    assertTrue(
        failure.contains("The view changed during a query: Spark exported view c0ffee00"), failure);
    assertEquals(2, pigment.requests().size());
  }

  @Test
  void querySucceedsIfTheViewIsUnchanged() {
    assertEquals(3, countTwice(view()));
    assertEquals(2, pigment.requests().size());
  }

  @Test
  void eachActionMaySeeAnotherState() {
    Dataset<Row> view = view();
    assertEquals(3, countTwice(view));
    assertEquals("[1]\n[2]\n[3]", rows(view));
    pigment.next(OTHER_STATE);
    assertEquals("[1]\n[2]\n[4]", rows(view));
    assertEquals(3, countTwice(view));
  }

  @Test
  void comparesExportsOfAnRddWithinAStage() {
    Dataset<Row> view = view();
    pigment.next(Fault.none(), OTHER_STATE);
    assertEquals(3, view.javaRDD().count());
    assertEquals(3, view.javaRDD().count());
  }

  @Test
  void comparesEachScenarioWithItself() {
    String id = pigment.serveBlock(View.Block.METRIC, View.of(CSV));
    Dataset<Row> metric =
        read()
            .option("metricId", id)
            .option("scenarios", SampleBlocks.ACTUAL + "," + SampleBlocks.BUDGET)
            .schema("n INT")
            .load();
    assertEquals(6, countTwice(metric));
  }

  @Test
  void doesNotComparePartialReads() {
    Dataset<Row> view = view();
    pigment.next(Fault.none(), OTHER_STATE);
    assertEquals(2, countTwice(view.limit(2)));
  }
}
