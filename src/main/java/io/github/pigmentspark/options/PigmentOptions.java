package io.github.pigmentspark.options;

import io.github.pigmentspark.client.ApiToken;
import io.github.pigmentspark.client.ClientSettings;
import io.github.pigmentspark.client.DateFormat;
import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.ProtocolPolicy;
import io.github.pigmentspark.client.RetryPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The options of one read. Everything that can be known of them without asking Pigment is checked
 * when they are made.
 */
public final class PigmentOptions {
  static final PigmentOption<String> VIEW_ID =
      PigmentOption.unset(
          "viewId",
          "required",
          Parsers::viewId,
          "The view: its UUID, or the whole address copied from the browser"
              + " (`…?displayMode=Grid&viewId=…`). `load(\"…\")` takes the same.");

  static final PigmentOption<ApiToken> API_TOKEN =
      PigmentOption.secret(
          "apiToken",
          "see *The key*",
          ApiToken::of,
          "The Export API key. Prefer the environment variable or the credential provider.");

  static final PigmentOption<ApiToken> API_KEY =
      PigmentOption.secret(
          "apiKey",
          "none",
          ApiToken::of,
          "Another name of `apiToken`, understood with a warning: Spark does not redact it.");

  static final PigmentOption<String> BASE_URL =
      PigmentOption.of(
          "baseUrl",
          "https://pigment.app",
          Parsers::baseUrl,
          "Pigment's address. `http://` is refused except to the loopback host: the key must not"
              + " travel in clear.");

  static final PigmentOption<DateFormat> DATE_FORMAT =
      PigmentOption.of(
          "dateFormat",
          DateFormat.ISO8601.value(),
          Parsers.oneOf(DateFormat.class, DateFormat::value),
          "How Pigment prints dates: `Iso8601` or `Legacy`, which Pigment advises against.");

  static final PigmentOption<Boolean> INFER_SCHEMA =
      PigmentOption.of(
          "inferSchema",
          "true",
          Parsers::bool,
          "`false`: every column is a `STRING`, and only the header is read to learn the schema.");

  static final PigmentOption<Integer> SAMPLE_SIZE =
      PigmentOption.of(
          "sampleSize",
          "10000",
          Parsers.atLeast(1),
          "How many records the driver reads to infer the types; the export is cancelled behind"
              + " them.");

  static final PigmentOption<String> SCHEMA_HINTS =
      PigmentOption.unset(
          "schemaHints",
          "none",
          text -> text,
          "Types that replace the inferred ones, as DDL: ``\"`Cost centre` STRING, Revenue"
              + " DECIMAL(18,2)\"``. Without effect where the schema is given.");

  static final PigmentOption<NamingStyle> COLUMN_NAMES =
      PigmentOption.of(
          "columnNames",
          "original",
          Parsers.oneOf(NamingStyle.class, style -> style.name().toLowerCase(Locale.ROOT)),
          "`safe`: names that Delta and Parquet accept, with `_` for space and ``,;{}()=``, tab and"
              + " line break. `original`: as the header says.");

  static final PigmentOption<Mode> MODE =
      PigmentOption.of(
          "mode",
          Mode.FAILFAST.name(),
          Parsers.oneOf(Mode.class, Mode::name),
          "What a cell that does not fit its type does: `FAILFAST` fails the read, `PERMISSIVE`"
              + " makes it null, `DROPMALFORMED` drops its record. Both are counted.");

  static final PigmentOption<Duration> CONNECT_TIMEOUT =
      PigmentOption.of(
          "connectTimeout", "10s", Parsers::duration, "How long connecting to Pigment may take.");

  static final PigmentOption<Duration> READ_TIMEOUT =
      PigmentOption.of(
          "readTimeout",
          "10m",
          Parsers::duration,
          "How long Pigment may send nothing. An export may compute for minutes before its first"
              + " byte.");

  static final PigmentOption<Integer> MAX_RETRIES =
      PigmentOption.of(
          "maxRetries",
          "5",
          Parsers.atLeast(0),
          "How many times one export is asked for again when it fails in a way that may pass.");

  static final PigmentOption<Duration> RETRY_TIMEOUT =
      PigmentOption.of(
          "retryTimeout",
          "10m",
          Parsers::duration,
          "How long after a failure a further try may start. Pigment's rate limit counts over five"
              + " minutes.");

  static final PigmentOption<Duration> RETRY_INTERVAL =
      PigmentOption.of(
          "retryInterval",
          "1s",
          Parsers::duration,
          "The first pause before a retry; each one is twice as long as the last, up to a minute.");

  static final PigmentOption<Boolean> REQUIRE_HTTP2 =
      PigmentOption.of(
          "requireHttp2",
          "false",
          Parsers::bool,
          "`true`: refuse HTTP/1.1, where a failure on Pigment's side cuts the export short without"
              + " notice.");

  static final PigmentOption<Integer> MAX_RECORD_SIZE =
      PigmentOption.of(
          "maxRecordSize",
          "128m",
          Parsers::size,
          "The longest record to accept; a bound for memory should an export be broken.");

  private static final List<PigmentOption<?>> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              VIEW_ID,
              API_TOKEN,
              API_KEY,
              BASE_URL,
              DATE_FORMAT,
              INFER_SCHEMA,
              SAMPLE_SIZE,
              SCHEMA_HINTS,
              COLUMN_NAMES,
              MODE,
              CONNECT_TIMEOUT,
              READ_TIMEOUT,
              MAX_RETRIES,
              RETRY_TIMEOUT,
              RETRY_INTERVAL,
              REQUIRE_HTTP2,
              MAX_RECORD_SIZE));

  /** What {@code load("…")} calls its argument. */
  private static final String PATH = "path";

  /** What Spark 4 calls the options of a table in its own catalog. */
  private static final String STORED_OPTION = "option.";

  private static final Logger LOG = LoggerFactory.getLogger(PigmentOptions.class);

  private final ExportRequest exportRequest;
  private final ClientSettings clientSettings;
  private final boolean inferSchema;
  private final int sampleSize;
  private final Optional<String> schemaHints;
  private final NamingStyle namingStyle;
  private final Mode mode;
  private final int maxRecordSize;

  private PigmentOptions(Map<String, String> options, TokenSources tokenSources, String userAgent) {
    this.exportRequest = ExportRequest.view(viewId(options), DATE_FORMAT.get(options));
    this.inferSchema = INFER_SCHEMA.get(options);
    this.sampleSize = SAMPLE_SIZE.get(options);
    this.schemaHints = SCHEMA_HINTS.find(options);
    this.namingStyle = COLUMN_NAMES.get(options);
    this.mode = MODE.get(options);
    this.maxRecordSize = MAX_RECORD_SIZE.get(options);
    this.clientSettings =
        ClientSettings.builder()
            .baseUrl(BASE_URL.get(options))
            .userAgent(userAgent)
            .connectTimeout(CONNECT_TIMEOUT.get(options))
            .readTimeout(READ_TIMEOUT.get(options))
            .retryPolicy(
                RetryPolicy.of(
                    MAX_RETRIES.get(options),
                    RETRY_TIMEOUT.get(options),
                    RETRY_INTERVAL.get(options)))
            .protocolPolicy(
                REQUIRE_HTTP2.get(options)
                    ? ProtocolPolicy.REQUIRE_HTTP2
                    : ProtocolPolicy.PREFER_HTTP2)
            // Last: that a key is missing is the least of what may be wrong.
            .apiToken(apiToken(options, tokenSources))
            .build();
  }

  /**
   * Parses and checks the options of a read, on the driver.
   *
   * @param options as Spark hands them over, with the session's defaults; names in any case
   * @throws IllegalArgumentException if an option is missing, misspelt or has a value that it
   *     cannot have; the message names the option and never holds the key
   */
  public static PigmentOptions of(Map<String, String> options) {
    return of(options, TokenSources.ofThisDriver(), UserAgent.ofThisDriver());
  }

  static PigmentOptions of(
      Map<String, String> options, TokenSources tokenSources, String userAgent) {
    Map<String, String> lowerCase = new TreeMap<>();
    options.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
    UnknownOptions.check(options.keySet(), ALL);
    return new PigmentOptions(lowerCase, tokenSources, userAgent);
  }

  static List<PigmentOption<?>> all() {
    return ALL;
  }

  private static String viewId(Map<String, String> options) {
    if (options.keySet().stream().anyMatch(name -> name.startsWith(STORED_OPTION))) {
      throw new IllegalArgumentException(
          "A Pigment view cannot be a table of Spark's own catalog. Use CREATE TEMPORARY VIEW … USING"
              + " pigment OPTIONS (viewId …), or write the view once with df.write.saveAsTable(…).");
    }
    if (options.containsKey("paths")) {
      throw new IllegalArgumentException(
          "Option viewId: load() was given several views; read one at a time and union them.");
    }
    Optional<String> path = Optional.ofNullable(options.get(PATH)).map(VIEW_ID::parse);
    Optional<String> viewId = VIEW_ID.find(options);
    if (!path.isPresent() && !viewId.isPresent()) {
      throw new IllegalArgumentException(
          "Option viewId is missing: set it to the view's UUID, or to the whole address that the"
              + " browser shows when the view is open (…?displayMode=Grid&viewId=…).");
    }
    if (path.isPresent() && viewId.isPresent() && !path.equals(viewId)) {
      throw new IllegalArgumentException(
          String.format(
              "Option viewId (or spark.datasource.pigment.viewId of the session) is \"%s\", but"
                  + " load() was given \"%s\": name one view.",
              viewId.get(), path.get()));
    }
    return viewId.orElseGet(path::get);
  }

  private static ApiToken apiToken(Map<String, String> options, TokenSources sources) {
    Optional<ApiToken> token = API_TOKEN.find(options);
    Optional<ApiToken> key = API_KEY.find(options);
    if (token.isPresent() && key.isPresent() && !token.equals(key)) {
      throw new IllegalArgumentException(
          "Options apiToken and apiKey are two different keys, and each sees what its owner sees."
              + " Keep apiToken; look also for spark.datasource.pigment.apiToken in the session.");
    }
    if (token.isPresent()) {
      return token.get();
    }
    if (key.isPresent()) {
      LOG.warn(
          "Option apiKey is understood, but Spark does not redact it in its UI and event log. Use"
              + " apiToken, or better the environment variable {}.",
          TokenSources.ENVIRONMENT_VARIABLE);
      return key.get();
    }
    return sources.find();
  }

  /** What to ask of Pigment. */
  public ExportRequest exportRequest() {
    return exportRequest;
  }

  /** How to ask it. */
  public ClientSettings clientSettings() {
    return clientSettings;
  }

  /** Whether types are inferred from a sample; else every column is a string. */
  public boolean infersSchema() {
    return inferSchema;
  }

  /** How many records to infer from; 1 or more. */
  public int sampleSize() {
    return sampleSize;
  }

  /** Types that replace inferred ones, as DDL. */
  public Optional<String> schemaHints() {
    return schemaHints;
  }

  public NamingStyle namingStyle() {
    return namingStyle;
  }

  public Mode mode() {
    return mode;
  }

  /** The longest record to accept, in bytes. */
  public int maxRecordSize() {
    return maxRecordSize;
  }
}
