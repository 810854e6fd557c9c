package io.github.pigmentspark.it;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads like a user on Java 8 and 11, which the other tests are too new for. The simulator runs in
 * another process, on the Java of the build, and serves HTTP/2.
 */
@Tag("old-java")
class SmokeIT {
  private static final String KEY = "pigment_simulator_export_key_0123456789";
  private static final String METADATA_KEY = "pigment_simulator_metadata_key_0123456789";
  private static final String EXAMPLE = "c0ffee00-0000-4000-8000-000000000001";
  private static final String LIST = "c0ffee00-0000-4000-8000-000000000003";
  private static final String FIVE_MILLION_RECORDS = "00000000-0000-4000-8000-0000004c4b40";

  private static Process simulator;
  private static SparkSession spark;

  @BeforeAll
  static void start(@TempDir File folder) throws IOException {
    File trustStore = new File(folder, "trust.jks");
    simulator =
        new ProcessBuilder(
                System.getProperty("simulator.java"),
                "-jar",
                System.getProperty("simulator.jar"),
                "--tls",
                "--trust-store",
                trustStore.toString())
            .redirectErrorStream(true)
            .start();
    String url = url();
    System.setProperty("javax.net.ssl.trustStore", trustStore.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.datasource.pigment.baseUrl", url)
            .config("spark.datasource.pigment.apiToken", KEY)
            .config("spark.datasource.pigment.requireHttp2", "true")
            .config("spark.sql.catalog.pigment", "io.github.pigmentspark.PigmentCatalog")
            .config("spark.sql.catalog.pigment.baseUrl", url)
            .config("spark.sql.catalog.pigment.apiToken", KEY)
            .config("spark.sql.catalog.pigment.metadataToken", METADATA_KEY)
            .getOrCreate();
  }

  private static String url() throws IOException {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(simulator.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher url = Pattern.compile("https://localhost:\\d+").matcher(line);
      if (url.find()) {
        return url.group();
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("The simulator did not start: " + said);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
    simulator.destroy();
  }

  @Test
  void runsOnTheRequestedSparkAndJava() {
    assertEquals(System.getProperty("it.spark.version"), spark.version());
    assertEquals(
        System.getProperty("it.java.version"),
        System.getProperty("java.specification.version").replace("1.", ""));
  }

  @Test
  void infersTheSchemaAndReadsEveryDigit() {
    Dataset<Row> view = read().load(EXAMPLE);

    assertEquals(
        "Country STRING,Month STRING,Cost DOUBLE,Revenue DOUBLE,Margin DOUBLE",
        view.schema().toDDL().replace(" NOT NULL", ""));
    assertEquals(16, view.count());
    Row january = view.where("Country = 'DE' AND Month = 'Jan 21'").first();
    assertEquals(16.66666666666667, january.getDouble(2));
  }

  @Test
  void readsAGivenSchemaWithAFilter() {
    Dataset<Row> view = read().schema("margin DECIMAL(20,14), COUNTRY STRING").load(EXAMPLE);

    assertEquals(
        new BigDecimal("33.33333333333333"),
        view.select("margin", "COUNTRY").where("COUNTRY = 'DE'").first().getDecimal(0));
  }

  @Test
  void readsDates() {
    assertEquals(
        "[[2024-10-25], [2021-01-04], [2024-02-29]]",
        read().load(LIST).selectExpr("CAST(Hired AS STRING)").collectAsList().toString());
  }

  private static String rows(String query) {
    return spark.sql(query).collectAsList().toString();
  }

  @Test
  void readsInSqlAndFromTheCatalog() {
    spark.sql("CREATE TEMPORARY VIEW plan USING pigment OPTIONS (viewId '" + EXAMPLE + "')");
    String query = "SELECT Country, sum(Revenue) FROM %s GROUP BY Country ORDER BY Country";

    assertEquals("[[DE,225.0], [FR,1965.0]]", rows(String.format(query, "plan")));
    assertEquals(
        "[[DE,90.0], [FR,310.75], [IT,16.5]]",
        rows(String.format(query, "pigment.`FP&A`.Revenue.`By month`")));
  }

  @Test
  void joinsAViewWithItself() {
    Dataset<Row> view = read().load(EXAMPLE);

    assertEquals(
        24, view.as("a").join(view.as("b"), col("a.Month").equalTo(col("b.Month"))).count());
  }

  @Test
  void endsTheDownloadAtTheLimit() throws InterruptedException {
    assertEquals(10, read().load(FIVE_MILLION_RECORDS).limit(10).collectAsList().size());

    long deadline = System.nanoTime() + 10_000_000_000L;
    while (downloads()) {
      assertTrue(System.nanoTime() < deadline, "the download continues");
      Thread.sleep(20);
    }
  }

  private static boolean downloads() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("pigment-"));
  }

  @Test
  void explainsErrors() {
    String refused = failureOf(() -> read().option("apiToken", "wrong-key-012").load(EXAMPLE));
    assertTrue(refused.contains("Pigment returned 401 for view " + EXAMPLE), refused);
    assertFalse(refused.contains("wrong-key-012"), refused);

    String malformed = failureOf(() -> read().schema("Month DATE").load(EXAMPLE).collect());
    assertTrue(malformed.contains("Record 1 of view " + EXAMPLE), malformed);
  }

  private static DataFrameReader read() {
    return spark.read().format("pigment");
  }

  private static String failureOf(Executable read) {
    StringBuilder messages = new StringBuilder();
    for (Throwable e = assertThrows(Throwable.class, read); e != null; e = e.getCause()) {
      messages.append(e.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
