import static org.apache.spark.sql.functions.col;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.ForeachFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a user does, on the Java versions that the tests themselves are too new for: Java 8 and 11. Reads a simulator that
 * runs in a process of its own. Arguments: the simulator's address, the connector's jar. The key is in PIGMENT_API_KEY.
 */
public final class Smoke {
  private static final String EXAMPLE = "c0ffee00-0000-4000-8000-000000000001";
  private static final String LIST = "c0ffee00-0000-4000-8000-000000000003";
  private static final long PATIENCE = 60_000;

  /** What OkHttp uses only where it finds it. */
  private static final Pattern OPTIONAL =
      Pattern.compile(
          ".*\\b(android|dalvik|org[./]conscrypt|org[./]bouncycastle|org[./]openjsse|com[./]oracle[./]svm"
              + "|org[./]graalvm|org[./]codehaus[./]mojo)\\b.*");

  private static SparkSession spark;
  private static URI simulator;
  private static int passed;
  private static int failed;

  private interface Scenario {
    void run() throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    simulator = URI.create(arguments[0]);
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.port", "0")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.datasource.pigment.retryInterval", "10ms")
            .getOrCreate();
    spark.conf().set("spark.datasource.pigment.baseUrl", arguments[0]);
    System.out.println(
        "Spark " + spark.version() + " on Java " + System.getProperty("java.version"));

    scenario("every class of the jar loads", () -> everyClassLoads(arguments[1]));
    scenario("load, infer, count, over HTTP/2", Smoke::load);
    scenario("user schema, select, where", Smoke::schema);
    scenario("dates", Smoke::dates);
    scenario("limit", Smoke::limit);
    scenario("self-join", Smoke::selfJoin);
    scenario("temporary view in SQL", Smoke::sql);
    scenario("session configuration", Smoke::sessionConfiguration);
    scenario("metrics", Smoke::metrics);
    scenario("cancel", Smoke::cancel);
    scenario("a broken export is resumed", Smoke::resume);
    scenario("errors", Smoke::errors);
    spark.stop();

    System.out.println(passed + " passed, " + failed + " failed");
    System.exit(failed == 0 ? 0 : 1);
  }

  private static void scenario(String name, Scenario scenario) {
    try {
      scenario.run();
      passed++;
      System.out.println("ok      " + name);
    } catch (Throwable e) {
      failed++;
      System.out.println("FAILED  " + name);
      e.printStackTrace(System.out);
    }
  }

  private static void everyClassLoads(String jar) throws IOException {
    int classes = 0;
    List<String> missing = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(".class")) {
          classes++;
          try {
            Class<?> type =
                Class.forName(
                    entry.getName().replace(".class", "").replace('/', '.'),
                    false,
                    Smoke.class.getClassLoader());
            type.getDeclaredMethods();
            type.getDeclaredConstructors();
            type.getDeclaredFields();
          } catch (ClassNotFoundException | LinkageError e) {
            if (!OPTIONAL.matcher(String.valueOf(e.getMessage())).matches()) {
              missing.add(entry.getName() + ": " + e);
            }
          }
        }
      }
    }
    same(Collections.emptyList(), missing);
    check(classes > 500, "only " + classes + " classes");
  }

  private static void load() {
    Dataset<Row> view = read().option("requireHttp2", "true").load(EXAMPLE);
    same(
        "Country STRING,Month STRING,Cost DOUBLE,Revenue DOUBLE,Margin DOUBLE",
        view.schema().toDDL().replace(" NOT NULL", ""));
    same(16L, view.count());
    same(16.66666666666667, view.where("Country = 'DE' AND Month = 'Jan 21'").first().get(2));
  }

  private static void schema() {
    Dataset<Row> view = read().schema("margin DECIMAL(20,14), COUNTRY STRING").load(EXAMPLE);
    same(
        new BigDecimal("33.33333333333333"),
        view.select("margin", "COUNTRY").where("COUNTRY = 'DE'").first().getDecimal(0));
  }

  private static void dates() {
    same(
        "[[2024-10-25], [2021-01-04], [2024-02-29]]",
        read().load(LIST).selectExpr("CAST(Hired AS STRING)").collectAsList().toString());
  }

  private static void limit() {
    same(10, read().load(large(5_000_000)).limit(10).collectAsList().size());
    nothingDownloads();
  }

  private static void selfJoin() {
    Dataset<Row> view = read().load(EXAMPLE);
    same(24L, view.as("a").join(view.as("b"), col("a.Month").equalTo(col("b.Month"))).count());
  }

  private static void sql() {
    spark.sql("CREATE TEMPORARY VIEW plan USING pigment OPTIONS (viewId '" + EXAMPLE + "')");
    same(
        "[[DE,225.0], [FR,1965.0]]",
        spark
            .sql("SELECT Country, sum(Revenue) FROM plan GROUP BY Country ORDER BY Country")
            .collectAsList()
            .toString());
  }

  private static void sessionConfiguration() {
    spark.conf().set("spark.datasource.pigment.inferSchema", "false");
    same("string", read().load(EXAMPLE).schema().apply("Cost").dataType().typeName());
    spark.conf().unset("spark.datasource.pigment.inferSchema");
  }

  private static void metrics() throws Exception {
    read().schema("Country STRING, Month INT").option("mode", "PERMISSIVE").load(EXAMPLE).collect();
    URL executions =
        new URL(
            spark.sparkContext().uiWebUrl().get()
                + "/api/v1/applications/"
                + spark.sparkContext().applicationId()
                + "/sql?details=true&planDescription=false&length=1000000");
    await(() -> "16".equals(lastMetric(executions, "malformed fields")));
    same("16", lastMetric(executions, "records read"));
    same("1", lastMetric(executions, "requests to Pigment"));
  }

  private static String lastMetric(URL executions, String name) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try (InputStream answer = executions.openStream()) {
      copy(answer, json, Long.MAX_VALUE);
      Matcher metric =
          Pattern.compile("\"name\" : \"" + name + "\",\\s*\"value\" : \"([^\"]*)\"")
              .matcher(json.toString("UTF-8"));
      String last = null;
      while (metric.find()) {
        last = metric.group(1);
      }
      return last;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void cancel() {
    Dataset<Row> view = read().schema("Code STRING").load(large(50_000_000));
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              spark.sparkContext().setJobGroup("cancelled", "a read to cancel", false);
              view.foreach((ForeachFunction<Row>) row -> {});
            });
    await(() -> downloads() > 0);
    spark.sparkContext().cancelJobGroup("cancelled");
    nothingDownloads();
    same(true, failureOf(reading::join).contains("cancel"));
  }

  /** Two connections break; the rows are those of one that does not. */
  private static void resume() throws Exception {
    String view = large(20_000);
    List<Row> all = read().schema("Code STRING, Revenue DOUBLE").load(view).collectAsList();
    try (Cutting cutting = new Cutting(simulator, 700_000, 1_200_000)) {
      List<Row> rows =
          read()
              .schema("Code STRING, Revenue DOUBLE")
              .option("baseUrl", cutting.url())
              .load(view)
              .collectAsList();
      same(20_000, rows.size());
      same(true, all.equals(rows));
      same(3, cutting.connections);
    }
  }

  private static void errors() {
    String failure = failureOf(() -> read().option("apiToken", "wrong-key-012").load(EXAMPLE));
    check(failure.contains("Pigment returned 401 for view " + EXAMPLE), failure);
    check(!failure.contains("wrong-key-012"), failure);
    failure = failureOf(() -> read().load("c0ffee00-0000-4000-8000-00000000dead"));
    check(failure.contains("Pigment returned 404"), failure);
    failure = failureOf(() -> read().option("sampelSize", "5").load(EXAMPLE));
    check(failure.contains("Did you mean sampleSize?"), failure);
    failure = failureOf(() -> read().schema("Month DATE").load(EXAMPLE).collect());
    check(failure.contains("Record 1 of view " + EXAMPLE), failure);
  }

  private static DataFrameReader read() {
    return spark.read().format("pigment");
  }

  private static String large(long records) {
    return String.format("00000000-0000-4000-8000-%012x", records);
  }

  private static String failureOf(Scenario read) {
    try {
      read.run();
    } catch (Throwable e) {
      StringBuilder messages = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        messages.append(cause.getMessage()).append('\n');
      }
      return messages.toString();
    }
    throw new AssertionError("this should have failed");
  }

  private static long downloads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pigment-"))
        .count();
  }

  private static void nothingDownloads() {
    await(() -> downloads() == 0);
  }

  private static void await(BooleanSupplier condition) {
    long end = System.currentTimeMillis() + PATIENCE;
    while (!condition.getAsBoolean()) {
      check(System.currentTimeMillis() < end, "waited for " + PATIENCE + " ms");
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void same(Object expected, Object actual) {
    check(expected.equals(actual), "expected " + expected + ", but was " + actual);
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }

  private static void copy(InputStream from, OutputStream to, long most) throws IOException {
    byte[] buffer = new byte[8192];
    for (int n; most > 0 && (n = from.read(buffer, 0, (int) Math.min(buffer.length, most))) > 0; ) {
      to.write(buffer, 0, n);
      to.flush();
      most -= n;
    }
  }

  /** Passes connections on, and breaks the first ones when so many bytes have come back. */
  private static final class Cutting implements Closeable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final URI target;
    private volatile int connections;

    Cutting(URI target, long... cuts) throws IOException {
      this.target = target;
      start(
          () -> {
            while (true) {
              Socket user = server.accept();
              long most = connections < cuts.length ? cuts[connections] : Long.MAX_VALUE;
              connections++;
              Socket pigment = new Socket("localhost", target.getPort());
              start(() -> copy(user.getInputStream(), pigment.getOutputStream(), Long.MAX_VALUE));
              start(
                  () -> {
                    try {
                      copy(pigment.getInputStream(), user.getOutputStream(), most);
                    } finally {
                      user.close();
                      pigment.close();
                    }
                  });
            }
          });
    }

    String url() {
      return target.getScheme() + "://localhost:" + server.getLocalPort();
    }

    private static void start(Scenario work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Exception e) {
                  // It was closed.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
