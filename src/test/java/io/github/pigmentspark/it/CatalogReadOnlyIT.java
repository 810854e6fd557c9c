package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SimulatorRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to write through the catalog. */
@Tag("spark-matrix")
class CatalogReadOnlyIT extends CatalogTest {
  private static final String READ_ONLY =
      " cannot be written, created, changed or dropped: Pigment is read-only in Spark. Change it in"
          + " Pigment.";

  /** A block is exported by a POST; all else that reads is a GET. */
  @AfterEach
  void sentNoRequestThatWrites() {
    for (SimulatorRequest request : pigment.requests()) {
      String sent = request.method() + " " + request.path();
      assertTrue(sent.matches("GET /api/.*|POST /api/.*export.*"), sent);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE %s.New (a INT)",
        "CREATE TABLE %s.New USING parquet AS SELECT 1 a",
        "CREATE OR REPLACE TABLE %s.New AS SELECT 1 a",
        "CREATE OR REPLACE TABLE %s.Revenue (a INT)",
        "REPLACE TABLE %s.Revenue AS SELECT 1 a",
        "DROP TABLE %s.Revenue",
        "DROP TABLE IF EXISTS %s.Revenue",
        "DROP TABLE %s.Revenue PURGE",
        "ALTER TABLE %s.Revenue RENAME TO %1$s.Other",
        "ALTER TABLE %s.Revenue ADD COLUMN x INT",
        "ALTER TABLE %s.Revenue DROP COLUMN Revenue",
        "ALTER TABLE %s.Revenue RENAME COLUMN Revenue TO x",
        "ALTER TABLE %s.Revenue SET TBLPROPERTIES (a = 'b')",
        "ALTER TABLE %s.Revenue SET LOCATION 'x'",
        "COMMENT ON TABLE %s.Revenue IS 'x'",
        "COMMENT ON NAMESPACE %s IS 'x'",
        "CREATE NAMESPACE pigment.New",
        "DROP NAMESPACE %s",
        "DROP NAMESPACE %s CASCADE",
        "ALTER NAMESPACE %s SET PROPERTIES (a = 'b')",
        "INSERT INTO %s.Revenue VALUES (1)",
        "INSERT INTO %s.Revenue SELECT * FROM %1$s.Revenue",
        "INSERT INTO %s.Revenue.`By month` VALUES (1)",
        "INSERT OVERWRITE %s.Revenue SELECT * FROM %1$s.Revenue",
        "DELETE FROM %s.Revenue",
        "DELETE FROM %s.Revenue WHERE Country = 'FR'",
        "TRUNCATE TABLE %s.Revenue"
      })
  void rejectsStatementsThatWrite(String statement) {
    String failure = failureOf(() -> sql(String.format(statement, "pigment.`FP&A`")).collect());
    assertTrue(failure.contains(READ_ONLY), failure);
  }

  /** Before 3.5, Spark rejects these without loading the table. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE %s SET Country = 'x'",
        "MERGE INTO %s a USING %1$s b ON a.Country = b.Country WHEN MATCHED THEN DELETE"
      })
  void rejectsUpdateAndMerge(String statement) {
    String failure =
        failureOf(() -> sql(String.format(statement, "pigment.`FP&A`.Revenue")).collect());
    assertTrue(failure.contains(READ_ONLY) || spark.version().compareTo("3.5") < 0, failure);
  }

  /** Spark's own message: it checks what the statement needs before it calls the catalog. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE %s.Revenue (a INT)                             | already exists",
        "INSERT OVERWRITE %s.Revenue PARTITION (Country = 'x') SELECT 1 | partition",
        "ALTER TABLE %s.Revenue ADD PARTITION (Country = 'x')        | does not support partition",
        "ALTER TABLE %s.Revenue DROP PARTITION (Country = 'x')       | does not support partition",
        "ALTER TABLE %s.Revenue RECOVER PARTITIONS                   | not supported for v2 tables",
        "MSCK REPAIR TABLE %s.Revenue                                | not supported for v2 tables",
        "ANALYZE TABLE %s.Revenue COMPUTE STATISTICS                 | not supported for v2 tables",
        "LOAD DATA INPATH 'x' INTO TABLE %s.Revenue                  | not supported for v2 tables",
        "CREATE VIEW %s.New AS SELECT 1 a                            | does not support views",
        "DROP VIEW %s.Revenue                                        | view",
        "CREATE FUNCTION %s.f AS 'x.Y'                               | does not support CREATE FUNCTION",
        "CREATE INDEX i ON TABLE %s.Revenue (Country)                | CreateIndex is not supported"
      })
  void leavesOtherStatementsToSpark(String statement, String words) {
    String failure = failureOf(() -> sql(String.format(statement, "pigment.`FP&A`")).collect());
    assertTrue(failure.contains(words) || failure.contains(READ_ONLY), failure);
  }

  @Test
  void acceptsIfExistsAndIfNotExists() {
    sql("CREATE NAMESPACE IF NOT EXISTS pigment.`FP&A`");
    sql("CREATE TABLE IF NOT EXISTS pigment.`FP&A`.Revenue (a INT)");
    sql("DROP TABLE IF EXISTS pigment.`FP&A`.Xyzzy");
    sql("DROP NAMESPACE IF EXISTS pigment.Xyzzy");
  }

  @Test
  void rejectsWritesOfDataFrames() {
    String table = "pigment.`FP&A`.Revenue";
    String unknown = "pigment.`FP&A`.New";
    Map<String, Consumer<Dataset<Long>>> writes =
        Map.of(
            "append", data -> write(() -> data.writeTo(table).append()),
            "overwrite", data -> write(() -> data.writeTo(table).overwrite(functions.lit(true))),
            "partitions", data -> write(() -> data.writeTo(table).overwritePartitions()),
            "create", data -> write(() -> data.writeTo(unknown).create()),
            "replace", data -> write(() -> data.writeTo(unknown).createOrReplace()),
            "saveAsTable", data -> data.write().mode("append").saveAsTable(table),
            "overwrite table", data -> data.write().mode("overwrite").saveAsTable(table),
            "new table", data -> data.write().saveAsTable(unknown),
            "insertInto", data -> data.write().insertInto(table));
    writes.forEach(
        (name, write) -> {
          String failure = failureOf(() -> write.accept(session.range(1)));
          assertTrue(failure.contains(READ_ONLY), name + ": " + failure);
        });
  }

  private interface Write {
    void run() throws Exception;
  }

  private static void write(Write write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
