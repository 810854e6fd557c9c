package io.github.pigmentspark.options;

import io.github.pigmentspark.client.ApiToken;
import io.github.pigmentspark.client.ClientSettings;
import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.client.ProtocolPolicy;
import io.github.pigmentspark.client.RetryPolicy;
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
    this.exportRequest = ExportRequest.view(viewId(options), Options.DATE_FORMAT.get(options));
    this.inferSchema = Options.INFER_SCHEMA.get(options);
    this.sampleSize = Options.SAMPLE_SIZE.get(options);
    this.schemaHints = Options.SCHEMA_HINTS.find(options);
    this.namingStyle = Options.COLUMN_NAMES.get(options);
    this.mode = Options.MODE.get(options);
    this.maxRecordSize = Options.MAX_RECORD_SIZE.get(options);
    this.clientSettings =
        ClientSettings.builder()
            .baseUrl(Options.BASE_URL.get(options))
            .userAgent(userAgent)
            .connectTimeout(Options.CONNECT_TIMEOUT.get(options))
            .readTimeout(Options.READ_TIMEOUT.get(options))
            .retryPolicy(
                RetryPolicy.of(
                    Options.MAX_RETRIES.get(options),
                    Options.RETRY_TIMEOUT.get(options),
                    Options.RETRY_INTERVAL.get(options)))
            .protocolPolicy(
                Options.REQUIRE_HTTP2.get(options)
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
    UnknownOptions.check(options.keySet(), Options.ALL);
    return new PigmentOptions(lowerCase, tokenSources, userAgent);
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
    Optional<String> path = Optional.ofNullable(options.get(PATH)).map(Options.VIEW_ID::parse);
    Optional<String> viewId = Options.VIEW_ID.find(options);
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
    Optional<ApiToken> token = Options.API_TOKEN.find(options);
    Optional<ApiToken> key = Options.API_KEY.find(options);
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
