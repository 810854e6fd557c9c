package io.github.pigmentspark.it;

import static io.github.pigmentspark.it.Place.ASKED_FOR;
import static io.github.pigmentspark.it.Place.CONNECTOR_LOG;
import static io.github.pigmentspark.it.Place.CONSOLE;
import static io.github.pigmentspark.it.Place.DESCRIBE;
import static io.github.pigmentspark.it.Place.EVENT_LOG;
import static io.github.pigmentspark.it.Place.EXCEPTIONS;
import static io.github.pigmentspark.it.Place.REST_API;
import static io.github.pigmentspark.it.Place.SPARK_DEBUG_LOG;
import static io.github.pigmentspark.it.Place.SPARK_LOG;
import static io.github.pigmentspark.it.Place.TO_STRING;
import static io.github.pigmentspark.it.Place.UI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs a Spark application with another key for each {@link Channel}, and searches each {@link
 * Place} for all of them. They must be found exactly where Spark itself shows them, as {@code
 * docs/security.md} says.
 */
@EnabledIf("io.github.pigmentspark.it.Hadoop#writesFiles")
@Tag("spark-matrix")
class SecretsIT {
  private static final String SPARK = System.getProperty("it.spark.version");

  /** The places where this Spark shows each key. */
  private static final Map<Channel, Set<Place>> SHOWN = new EnumMap<>(Channel.class);

  static {
    // Nothing: the environment, the credential provider, and the option of a reader.
    SHOWN.put(Channel.ENVIRONMENT, Set.of());
    SHOWN.put(Channel.CREDENTIAL_PROVIDER, Set.of());
    SHOWN.put(Channel.OPTION, Set.of());
    SHOWN.put(Channel.PROXY_PROPERTY, Set.of());
    // Spark's parser logs each statement at DEBUG.
    SHOWN.put(Channel.SQL_OPTION, Set.of(SPARK_DEBUG_LOG));
    SHOWN.put(Channel.CREATE_TABLE, Set.of(SPARK_DEBUG_LOG));
    if (!isSince("3.4")) {
      add(Channel.CREATE_TABLE, DESCRIBE);
    }
    SHOWN.put(Channel.SQL_SYNTAX_ERROR, Set.of());
    if (!isSince("4.1")) {
      add(Channel.SQL_SYNTAX_ERROR, EXCEPTIONS, SPARK_DEBUG_LOG);
    }
    SHOWN.put(Channel.SQL_EXPLAIN_CREATE, Set.of(SPARK_DEBUG_LOG));
    if (isSince("3.5")) {
      add(Channel.SQL_EXPLAIN_CREATE, ASKED_FOR, EVENT_LOG, UI, REST_API, SPARK_LOG);
    }
    SHOWN.put(
        Channel.SQL_SET, Set.of(ASKED_FOR, EVENT_LOG, UI, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
    // Spark logs events that were slow to process, with the whole configuration, at INFO.
    // Spark writes a job's properties as they are, unless the application had the setting at start.
    for (Channel channel :
        List.of(
            Channel.RUN_TIME_CONF,
            Channel.RUN_TIME_CATALOG_CONF,
            Channel.RUN_TIME_CATALOG_METADATA_CONF)) {
      SHOWN.put(channel, Set.of(EVENT_LOG, SPARK_LOG, SPARK_DEBUG_LOG));
    }
    SHOWN.put(Channel.CHANGED_CONF, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.APPLICATION_CONF, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.CATALOG_CONF, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.CATALOG_METADATA_CONF, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.HADOOP_CONF, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.PROXY_IN_JAVA_OPTIONS, Set.of(SPARK_LOG, SPARK_DEBUG_LOG));
    // Spark does not take these names for secret.
    SHOWN.put(
        Channel.CONF_FOR_ENVIRONMENT,
        Set.of(DESCRIBE, EVENT_LOG, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
    if (!isSince("4.2")) {
      add(Channel.CONF_FOR_ENVIRONMENT, UI);
    }
    SHOWN.put(
        Channel.RUN_TIME_API_KEY, Set.of(EVENT_LOG, UI, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.API_KEY, Set.of(EVENT_LOG, UI, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.SQL_API_KEY, Set.of(EVENT_LOG, UI, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
    SHOWN.put(Channel.CONF_API_KEY, Set.of(EVENT_LOG, UI, REST_API, SPARK_LOG, SPARK_DEBUG_LOG));
  }

  private static boolean isSince(String version) {
    return SPARK.compareTo(version) >= 0;
  }

  private static void add(Channel channel, Place... places) {
    Set<Place> all = EnumSet.noneOf(Place.class);
    all.addAll(SHOWN.get(channel));
    all.addAll(List.of(places));
    SHOWN.put(channel, all);
  }

  private static final Map<Place, String> EVIDENCE = new EnumMap<>(Place.class);

  @BeforeAll
  static void runAnApplicationWithKeys(@TempDir Path folder)
      throws IOException, InterruptedException {
    String console =
        ForkedJvm.run(
            SecretsRun.class,
            List.of(
                "-Devidence=" + folder,
                "-Dlog4j2.configurationFile=secrets/log4j2.properties",
                "-Dhttps.proxyPassword=" + Channel.PROXY_PROPERTY.secret()),
            Map.of("PIGMENT_API_KEY", Channel.ENVIRONMENT.secret()),
            List.of(folder.toString()));
    for (Place place : Place.values()) {
      EVIDENCE.put(place, place == CONSOLE ? console : text(folder.resolve(place.name())));
    }
    System.out.println(table());
  }

  private static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private static String table() {
    StringBuilder table = new StringBuilder("Where keys were seen\n");
    table.append(String.format("%-22s", ""));
    for (Place place : Place.values()) {
      table.append(String.format(" %-15s", place));
    }
    for (Channel channel : Channel.values()) {
      table.append(String.format("%n%-22s", channel));
      for (Place place : Place.values()) {
        table.append(String.format(" %-15s", found(channel).contains(place) ? "YES" : "no"));
      }
    }
    return table.append('\n').toString();
  }

  private static Set<Place> found(Channel channel) {
    Set<Place> found = EnumSet.noneOf(Place.class);
    for (Place place : Place.values()) {
      // A response may echo it in another case.
      String text = EVIDENCE.get(place);
      if (text.contains(channel.mark()) || text.contains(channel.mark().toUpperCase(Locale.ROOT))) {
        found.add(place);
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void showsAKeyOnlyWhereTheDocsSay(Channel channel) {
    assertEquals(SHOWN.get(channel), found(channel), "docs/security.md says the same in words");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ASKED_FOR")
  void searchesEveryPlace(Place place) {
    String trace = place == DESCRIBE || place == TO_STRING ? "Country" : Simulator.EXAMPLE_VIEW;
    assertTrue(EVIDENCE.get(place).contains(trace), place.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PigmentCatalog=",
        "catalog.CatalogTable=",
        "catalog.Metadata=",
        "pigment.ApiToken=****",
        "pigment.ConnectionSettings=",
        "pigment.ExportRequest=",
        "client.ExportStream=",
        "client.PigmentClient=",
        "options.ReadOptions=",
        "read.PigmentTable=",
        "read.PigmentScanBuilder=",
        "read.PigmentScan=",
        "read.PigmentInputPartition=",
        "read.PigmentReaderFactory=",
        "read.PigmentPartitionReader=",
        "decode.DecodeSettings=",
        "shaded.okhttp3.Request=",
        "shaded.okhttp3.Response=",
        "shaded.okhttp3.Headers="
      })
  void searchesTheTextOfEveryObject(String part) {
    assertTrue(EVIDENCE.get(TO_STRING).contains("io.github.pigmentspark." + part), part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pigment returned 401",
        "Pigment returned 401 for GET /api/v1/applications",
        "Did you mean `FP&A`",
        "Pigment is read-only in Spark",
        "Pigment returned 503",
        "Pigment returned 403 for metric b10c",
        "Option exportFilter is",
        "is not CSV",
        "The response starts with: <html>You sent Authorization: Bearer ****</html>",
        ", which the connector does not follow",
        "Option apiToken is invalid: character",
        "Option apiKey is invalid: character",
        "The key from Hadoop's credential provider (pigment.api.token) is invalid: character",
        "http:// is only allowed for the loopback host",
        "Record 2 of view",
        "Job aborted due to stage failure",
        "Option schemaHints has columns that the export lacks"
      })
  void searchesManyErrors(String message) {
    assertTrue(EVIDENCE.get(EXCEPTIONS).contains(message), message);
  }

  @Test
  void searchesTheLogOfTheHttpClient() {
    assertTrue(EVIDENCE.get(CONNECTOR_LOG).contains("HEADERS"));
  }
}
