package io.github.pigmentspark.it;

import io.github.pigmentspark.PigmentCatalog;
import io.github.pigmentspark.PigmentDataSource;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.SampleBlocks;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.alias.CredentialProvider;
import org.apache.hadoop.security.alias.CredentialProviderFactory;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A Spark application that is given a key by every {@link Channel}, reads with it, fails with it,
 * and leaves what each {@link Place} shows in a folder of that name.
 */
final class SecretsRun implements AutoCloseable {
  private static final String TOKEN_CONF = "spark.datasource.pigment.apiToken";
  private static final String KEY_CONF = "spark.datasource.pigment.apiKey";

  // Spelled in another way, since Spark redacts a run-time setting if the application had it, too.
  private static final String TOKEN_AT_START = "spark.datasource.pigment.apitoken";
  private static final String KEY_AT_START = "spark.datasource.pigment.apikey";

  private static final String CATALOG_CONF = "spark.sql.catalog.pigment.";
  private static final String LATE_CATALOG_CONF = "spark.sql.catalog.late.";
  private static final String TABLE = "`FP&A`.Revenue.`By month`";
  private static final String PROVIDER_CONF = "hadoop.security.credential.provider.path";
  private static final String CREDENTIAL = "pigment.api.token";
  private static final String QUERY =
      "SELECT Country, sum(Revenue) FROM %s WHERE Country <> 'XX' GROUP BY Country";

  /** A reference that keeps the logger and its handlers from being garbage-collected. */
  private static final Logger CONNECTOR_LOG = Logger.getLogger("io.github.pigmentspark");

  private final Path evidence;
  private final Map<Channel, Simulator> simulatores = new EnumMap<>(Channel.class);
  private final SparkSession spark;

  private SecretsRun(Path evidence) throws IOException {
    this.evidence = evidence;
    for (Channel channel : Channel.values()) {
      Simulator.Builder builder =
          Simulator.builder()
              .apiKey(channel.secret())
              .metadataKey(
                  channel == Channel.RUN_TIME_CATALOG_CONF
                      ? Channel.RUN_TIME_CATALOG_METADATA_CONF.secret()
                      : Channel.CATALOG_METADATA_CONF.secret());
      simulatores.put(channel, (channel == Channel.OPTION ? builder.tls() : builder).start());
    }
    // The mask of a key must not contain digits that occur in the numbers.
    Locale.setDefault(new Locale("fa", "IR"));
    // One of them over HTTP/2.
    System.setProperty(
        "javax.net.ssl.trustStore",
        simulatores.get(Channel.OPTION).writeTrustStore(evidence.resolve("trust")).toString());
    Path events = Files.createDirectories(evidence.resolve(Place.EVENT_LOG.name()));
    spark =
        SparkSession.builder()
            .appName("canary")
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "true")
            .config("spark.ui.port", "0")
            // Nearly each event counts as slow to process: Spark logs those whole.
            .config("spark.scheduler.listenerbus.logSlowEvent.threshold", "1us")
            .config("spark.eventLog.enabled", "true")
            .config("spark.eventLog.compress", "false")
            .config("spark.eventLog.dir", events.toUri().toString())
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.warehouse.dir", evidence.resolve("warehouse").toUri().toString())
            .config(TOKEN_AT_START, Channel.APPLICATION_CONF.secret())
            .config(KEY_AT_START, Channel.CONF_API_KEY.secret())
            .config("spark.sql.catalog.pigment", PigmentCatalog.class.getName())
            .config(CATALOG_CONF + "baseUrl", simulatores.get(Channel.CATALOG_CONF).url())
            .config(CATALOG_CONF + "maxRetries", "0")
            .config(CATALOG_CONF + "apiToken", Channel.CATALOG_CONF.secret())
            .config(CATALOG_CONF + "metadataToken", Channel.CATALOG_METADATA_CONF.secret())
            .config("spark.hadoop." + CREDENTIAL, Channel.HADOOP_CONF.secret())
            .config(
                "spark.yarn.appMasterEnv.PIGMENT_API_KEY", Channel.CONF_FOR_ENVIRONMENT.secret())
            .config(
                "spark.executor.extraJavaOptions",
                "-Dhttps.proxyUser=spark -Dhttps.proxyPassword="
                    + Channel.PROXY_IN_JAVA_OPTIONS.secret())
            .getOrCreate();
  }

  public static void main(String... arguments) throws Exception {
    Path evidence = Path.of(arguments[0]);
    logEverythingOfTheHttpClient(evidence);
    try (SecretsRun run = new SecretsRun(evidence)) {
      run.readByEveryChannel();
      run.browse();
      run.readALateCatalog();
      run.failInEveryWay();
      run.describeObjects();
      run.lookAtTheUi();
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1); // Whatever threads there are.
    }
  }

  /** OkHttp logs by java.util.logging. */
  private static void logEverythingOfTheHttpClient(Path evidence) throws IOException {
    Path folder = Files.createDirectories(evidence.resolve(Place.CONNECTOR_LOG.name()));
    FileHandler handler = new FileHandler(folder.resolve("jul.log").toString());
    handler.setLevel(Level.ALL);
    CONNECTOR_LOG.setLevel(Level.ALL);
    CONNECTOR_LOG.setUseParentHandlers(false);
    CONNECTOR_LOG.addHandler(handler);
  }

  private void readByEveryChannel() throws Exception {
    spark.conf().unset(KEY_AT_START); // Two keys at once are an error; the application keeps both.
    query(Channel.APPLICATION_CONF, spark, reader(spark, Channel.APPLICATION_CONF).load());

    SparkSession session = session();
    session.conf().set(TOKEN_AT_START, Channel.CHANGED_CONF.secret());
    query(Channel.CHANGED_CONF, session, reader(session, Channel.CHANGED_CONF).load());

    session = session();
    session.conf().set(TOKEN_CONF, Channel.RUN_TIME_CONF.secret());
    query(Channel.RUN_TIME_CONF, session, reader(session, Channel.RUN_TIME_CONF).load());

    session = session();
    session.conf().set(KEY_CONF, Channel.RUN_TIME_API_KEY.secret());
    query(Channel.RUN_TIME_API_KEY, session, reader(session, Channel.RUN_TIME_API_KEY).load());

    session = session();
    Dataset<Row> option =
        reader(session, Channel.OPTION).option("apiToken", Channel.OPTION.secret()).load();
    query(Channel.OPTION, session, option);
    option.cache().count();
    query(
        Channel.API_KEY,
        session,
        reader(session, Channel.API_KEY).option("apiKey", Channel.API_KEY.secret()).load());
    session.conf().set(KEY_AT_START, Channel.CONF_API_KEY.secret());
    query(Channel.CONF_API_KEY, session, reader(session, Channel.CONF_API_KEY).load());

    session = session();
    temporaryView(session, Channel.SQL_OPTION, "apiToken");
    query(Channel.SQL_OPTION, session, session.table("SQL_OPTION_source"));
    temporaryView(session, Channel.SQL_API_KEY, "apiKey");
    query(Channel.SQL_API_KEY, session, session.table("SQL_API_KEY_source"));
    note(Place.ASKED_FOR, rows(session.sql("SET " + TOKEN_CONF + "=" + Channel.SQL_SET.secret())));
    query(Channel.SQL_SET, session, reader(session, Channel.SQL_SET).load());
    note(Place.ASKED_FOR, rows(session.sql("SET " + TOKEN_CONF)));
    note(Place.DESCRIBE, rows(session.sql("SET")));
    note(Place.DESCRIBE, rows(session.sql("SET -v")));

    session = session();
    query(Channel.HADOOP_CONF, session, reader(session, Channel.HADOOP_CONF).load());
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    hadoop.set(PROVIDER_CONF, "jceks://file" + evidence.resolve("keys.jceks"));
    CredentialProvider provider = CredentialProviderFactory.getProviders(hadoop).get(0);
    provider.createCredentialEntry(CREDENTIAL, Channel.CREDENTIAL_PROVIDER.secret().toCharArray());
    provider.flush();
    query(
        Channel.CREDENTIAL_PROVIDER, session, reader(session, Channel.CREDENTIAL_PROVIDER).load());
    hadoop.unset(PROVIDER_CONF);
    hadoop.unset(CREDENTIAL);
    query(Channel.ENVIRONMENT, session, reader(session, Channel.ENVIRONMENT).load());

    createTable(session);
    for (String create :
        List.of(
            "CREATE TABLE explained ",
            "CREATE TABLE explained (a INT) ",
            "CREATE TEMPORARY VIEW explained ")) {
      for (String mode : List.of("", "EXTENDED ", "FORMATTED ", "COST ")) {
        note(
            Place.ASKED_FOR,
            rows(
                session.sql(
                    "EXPLAIN " + mode + create + using(Channel.SQL_EXPLAIN_CREATE, "apiToken"))));
      }
    }
    expectFailure(
        () ->
            session()
                .sql(
                    "CREATE TEMPORARY VIEW v "
                        + using(Channel.SQL_SYNTAX_ERROR, "apiToken")
                        + "("));
  }

  /** Reads a table of a catalog that is set while the session runs. */
  private void readALateCatalog() throws IOException {
    SparkSession session = session();
    String url = simulatores.get(Channel.RUN_TIME_CATALOG_CONF).url();
    session.conf().set("spark.sql.catalog.late", PigmentCatalog.class.getName());
    session.conf().set(LATE_CATALOG_CONF + "baseUrl", url);
    session.conf().set(LATE_CATALOG_CONF + "apiToken", Channel.RUN_TIME_CATALOG_CONF.secret());
    session
        .conf()
        .set(LATE_CATALOG_CONF + "metadataToken", Channel.RUN_TIME_CATALOG_METADATA_CONF.secret());
    query(Channel.RUN_TIME_CATALOG_CONF, session, session.table("late." + TABLE));
  }

  /** Reads a table of the catalog, describes it in every way, and fails to. */
  private void browse() throws Exception {
    SparkSession session = session();
    query(Channel.CATALOG_CONF, session, session.table("pigment." + TABLE));
    explain(session, "SELECT Country, sum(Revenue) FROM pigment." + TABLE + " GROUP BY Country");
    describe(session, "pigment." + TABLE);
    for (String statement :
        List.of(
            "SHOW NAMESPACES IN pigment",
            "SHOW TABLES IN pigment.`FP&A`",
            "DESCRIBE NAMESPACE EXTENDED pigment.`FP&A`")) {
      note(Place.DESCRIBE, rows(session.sql(statement)));
    }
    expectFailure(() -> session.table("pigment.FPA.Revenue"));
    expectFailure(() -> session.sql("DROP TABLE pigment." + TABLE));
    Simulator pigment = simulatores.get(Channel.CATALOG_CONF);
    String key = Channel.CATALOG_METADATA_CONF.secret();
    for (Fault fault :
        List.of(
            Fault.status(401, "text/html", "<html>You sent " + key + "</html>"),
            Fault.status(503, "text/html", "You sent " + key.toUpperCase(Locale.ROOT)),
            Fault.otherContent("text/" + key, key),
            Fault.otherContent("application/json", "[{\"id\":\"" + key + "\"}]"),
            Fault.redirectTo("http://localhost:1/?key=" + key),
            Fault.resetAfter(10))) {
      pigment.alwaysMetadata(fault);
      expectFailure(() -> session().sql("SHOW NAMESPACES IN pigment").collectAsList());
    }
    pigment.behave();
    for (String bad : List.of(key + "\n", key + "é")) {
      SparkSession other = session();
      other.conf().set(CATALOG_CONF + "metadataToken", bad);
      expectFailure(() -> other.sql("SHOW NAMESPACES IN pigment").collectAsList());
    }
  }

  /** A session whose key is in no configuration. */
  private SparkSession session() {
    SparkSession session = spark.newSession();
    for (String conf : List.of(TOKEN_CONF, TOKEN_AT_START, KEY_CONF, KEY_AT_START)) {
      session.conf().unset(conf);
    }
    return session;
  }

  private DataFrameReader reader(SparkSession session, Channel channel) {
    return reader(session, channel, "viewId", Simulator.EXAMPLE_VIEW);
  }

  private DataFrameReader reader(SparkSession session, Channel channel, String option, String id) {
    return session
        .read()
        .format("pigment")
        .option("baseUrl", simulatores.get(channel).url())
        .option(option, id)
        .option("maxRetries", "1")
        .option("retryInterval", "1ms");
  }

  private String using(Channel channel, String option) {
    return String.format(
        "USING pigment OPTIONS (viewId '%s', baseUrl '%s', %s '%s')",
        Simulator.EXAMPLE_VIEW, simulatores.get(channel).url(), option, channel.secret());
  }

  private void temporaryView(SparkSession session, Channel channel, String option) {
    session.sql("CREATE TEMPORARY VIEW " + channel + "_source " + using(channel, option));
  }

  /** Before 4.0 Spark knows no such tables in its own catalog: it says so, or the read fails. */
  private void createTable(SparkSession session) throws IOException {
    String create = "CREATE TABLE created (Country STRING, Revenue DOUBLE) ";
    try {
      session.sql(create + using(Channel.CREATE_TABLE, "apiToken"));
      note(Place.DESCRIBE, "CREATE TABLE is possible on Spark " + spark.version());
      describe(session, "created");
      explain(session, "SELECT * FROM created");
      session.table("created").collectAsList();
      note(Place.DESCRIBE, "reading that table, too");
    } catch (Exception e) {
      note(Place.EXCEPTIONS, trace(e));
    }
  }

  private void query(Channel channel, SparkSession session, Dataset<Row> data) throws IOException {
    String view = channel + "_view";
    data.createOrReplaceTempView(view);
    if (data.collectAsList().isEmpty() || !askedWith(channel)) {
      throw new IllegalStateException(channel + " did not read with its key");
    }
    Dataset<Row> query = session.sql(String.format(QUERY, view));
    query.show();
    query.explain("extended");
    query.explain("formatted");
    note(Place.TO_STRING, data + "\n" + data.schema().json() + "\n" + query);
    explain(session, String.format(QUERY, view));
    describe(session, view);
    describe(session, channel + "_source");
  }

  private boolean askedWith(Channel channel) {
    return simulatores.get(channel).requests().stream()
        .allMatch(
            request ->
                List.of(
                        "Bearer " + channel.secret(),
                        "Bearer " + Channel.CATALOG_METADATA_CONF.secret(),
                        "Bearer " + Channel.RUN_TIME_CATALOG_METADATA_CONF.secret())
                    .contains(request.header("Authorization").orElse("")));
  }

  private void explain(SparkSession session, String query) throws IOException {
    for (String mode : List.of("", "EXTENDED ", "CODEGEN ", "COST ", "FORMATTED ")) {
      note(Place.EXPLAIN, rows(session.sql("EXPLAIN " + mode + query)));
    }
  }

  private void describe(SparkSession session, String table) throws IOException {
    for (String statement :
        List.of(
            "DESCRIBE EXTENDED ",
            "DESCRIBE FORMATTED ",
            "SHOW CREATE TABLE ",
            "SHOW TBLPROPERTIES ")) {
      try {
        note(Place.DESCRIBE, rows(session.sql(statement + table)));
      } catch (Exception e) {
        note(Place.EXCEPTIONS, trace(e));
      }
    }
  }

  private void failInEveryWay() throws IOException {
    Simulator pigment = simulatores.get(Channel.OPTION);
    String key = Channel.OPTION.secret();
    String echo = "<html>You sent Authorization: Bearer " + key + "</html>";
    String cutEcho = " ".repeat(2000 - 20) + key;
    for (Fault fault :
        List.of(
            Fault.status(401, "text/html", echo),
            Fault.status(401, "text/html", echo.toUpperCase(Locale.ROOT)),
            Fault.status(403, "text/html", cutEcho),
            Fault.status(503, "text/html", echo),
            Fault.status(404, "text/plain", key),
            Fault.otherContent("text/html", echo),
            Fault.otherContent("text/" + key, "x"),
            Fault.redirectTo("ftp://elsewhere.example/?key=" + key),
            Fault.redirectTo("http://localhost:1/?key=" + key),
            Fault.cutAfter(100),
            Fault.resetAfter(100),
            Fault.empty())) {
      pigment.behave();
      pigment.always(fault);
      expectFailure(() -> option().load());
      expectFailure(() -> option().schema("Country STRING").load().collectAsList());
      expectFailure(() -> block().load());
    }
    pigment.behave();

    for (String bad :
        List.of(key + "\n", "\n" + key, key + "\r\nX-Other: 1", key + "é", key + " ")) {
      expectFailure(() -> option().option("apiToken", bad).load());
      expectFailure(
          () -> {
            SparkSession session = session();
            session.conf().set(TOKEN_CONF, bad);
            reader(session, Channel.OPTION).load();
          });
      expectFailure(
          () -> {
            Configuration hadoop = spark.sparkContext().hadoopConfiguration();
            hadoop.set(CREDENTIAL, bad);
            try {
              reader(session(), Channel.OPTION).load();
            } finally {
              hadoop.unset(CREDENTIAL);
            }
          });
      expectFailure(() -> reader(session(), Channel.OPTION).option("apiKey", bad).load());
    }
    expectFailure(() -> option().option("apiToken", Channel.API_KEY.secret()).load());
    for (String address : List.of("pigment", "http://pigment.example", "https://localhost:1")) {
      expectFailure(() -> option().option("baseUrl", address).load());
    }
    expectFailure(() -> option().option("viewId", "nonsense").load());
    expectFailure(() -> option().option("apiTokn", key).load());
    expectFailure(() -> option().option("mode", "nonsense").load());
    expectFailure(() -> option().option("metricId", SampleBlocks.REVENUE.id()).load());
    expectFailure(() -> block().option("exportFilter", "[]").load());
    expectFailure(() -> option().option("schemaHints", "Nonsense INT").load());
    expectFailure(() -> option().schema("Nonsense STRING").load().collectAsList());
    expectFailure(() -> option().schema("Country INT").load().collectAsList());
    expectFailure(() -> option().load().select("Nonsense"));
    expectFailure(() -> option().load().write().format("pigment").save());
    String malformed = pigment.serve(View.of("a;b\n1;2\n3\n"));
    expectFailure(() -> option().option("sampleSize", "1").load(malformed));
    expectFailure(
        () -> option().option("viewId", malformed).schema("a INT").load().collectAsList());
  }

  private DataFrameReader option() {
    return reader(session(), Channel.OPTION).option("apiToken", Channel.OPTION.secret());
  }

  private DataFrameReader block() {
    return reader(session(), Channel.OPTION, "metricId", SampleBlocks.REVENUE.id())
        .option("scenarios", SampleBlocks.ACTUAL + "," + SampleBlocks.BUDGET)
        .option("apiToken", Channel.OPTION.secret());
  }

  private interface Step {
    void run() throws Exception;
  }

  private void expectFailure(Step step) throws IOException {
    try {
      step.run();
    } catch (Exception e) {
      note(Place.EXCEPTIONS, trace(e));
      return;
    }
    throw new IllegalStateException("This should have failed", new Exception("here"));
  }

  static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Searches the objects of a read, on the driver and, halfway through it, in a task. */
  @SuppressWarnings("deprecation") // columns() replaces schema(), but is not in every Spark tested.
  private void describeObjects() throws Exception {
    spark.conf().unset(TOKEN_AT_START);
    Map<String, String> options =
        Map.of(
            // Large, so that its download is under way when it is looked at.
            "viewId", Simulator.largeView(1_000_000),
            "baseUrl", simulatores.get(Channel.OPTION).url(),
            "apiToken", Channel.OPTION.secret());
    PigmentDataSource source = new PigmentDataSource();
    CaseInsensitiveStringMap map = new CaseInsensitiveStringMap(options);
    StructType schema = source.inferSchema(map);
    Table table = source.getTable(schema, new Transform[0], options);
    ScanBuilder builder = ((SupportsRead) table).newScanBuilder(map);
    Scan scan = builder.build();
    Batch batch = scan.toBatch();
    InputPartition partition = batch.planInputPartitions()[0];
    PartitionReaderFactory factory = batch.createReaderFactory();
    Object parsed =
        Class.forName("io.github.pigmentspark.options.ReadOptions")
            .getMethod("of", Map.class)
            .invoke(null, options);
    note(
        Place.TO_STRING,
        ObjectGraph.texts(source, table, builder, scan, batch, factory, partition, parsed)
            .toString());
    PigmentCatalog catalog = new PigmentCatalog();
    Map<String, String> ofCatalog = new java.util.HashMap<>();
    for (String option : List.of("baseUrl", "apiToken", "metadataToken")) {
      ofCatalog.put(option, spark.conf().get(CATALOG_CONF + option));
    }
    catalog.initialize("pigment", new CaseInsensitiveStringMap(ofCatalog));
    Table named = catalog.loadTable(Identifier.of(new String[] {"FP&A", "Revenue"}, "By month"));
    named.schema();
    note(Place.TO_STRING, ObjectGraph.texts(catalog, named).toString());
    note(Place.DESCRIBE, named.name() + named.properties());
    note(Place.DESCRIBE, table.name() + table.properties());
    String folder = evidence.toString();
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(1), 1)
        .foreach(
            one -> {
              try (PartitionReader<?> reader = factory.createColumnarReader(partition)) {
                reader.next();
                note(
                    Path.of(folder),
                    Place.TO_STRING,
                    ObjectGraph.texts(reader, reader.get()).toString());
              }
            });
  }

  private void lookAtTheUi() throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    String ui = spark.sparkContext().uiWebUrl().get();
    String application = "/api/v1/applications/" + spark.sparkContext().applicationId();
    for (String path :
        List.of(
            "",
            "/environment",
            "/jobs",
            "/stages?details=true&withSummaries=true",
            "/sql?details=true&planDescription=true&length=1000",
            "/executors",
            "/allexecutors",
            "/executors/driver/threads",
            "/storage/rdd")) {
      note(Place.REST_API, get(http, ui + application + path));
    }
    List<String> pages =
        new ArrayList<>(
            List.of("/jobs/", "/stages/", "/storage/", "/environment/", "/executors/", "/SQL/"));
    addPages(pages, http, ui, application + "/jobs", "jobId", "/jobs/job/?id=%s");
    addPages(pages, http, ui, application + "/stages", "stageId", "/stages/stage/?attempt=0&id=%s");
    addPages(pages, http, ui, application + "/sql?length=1000", "id", "/SQL/execution/?id=%s");
    for (String page : pages) {
      note(Place.UI, page + "\n" + get(http, ui + page));
    }
  }

  private static void addPages(
      List<String> pages, HttpClient http, String ui, String list, String id, String page)
      throws IOException, InterruptedException {
    Matcher ids = Pattern.compile("\"" + id + "\" : \"?(\\d+)").matcher(get(http, ui + list));
    while (ids.find()) {
      pages.add(String.format(page, ids.group(1)));
    }
  }

  private static String get(HttpClient http, String address)
      throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String rows(Dataset<Row> data) {
    StringBuilder text = new StringBuilder();
    for (Row row : data.collectAsList()) {
      text.append(row).append('\n');
    }
    return text.toString();
  }

  private void note(Place place, String text) throws IOException {
    note(evidence, place, text);
  }

  private static void note(Path evidence, Place place, String text) throws IOException {
    Path file = Files.createDirectories(evidence.resolve(place.name())).resolve("notes.txt");
    Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    spark.stop();
    simulatores.values().forEach(Simulator::close);
  }
}
