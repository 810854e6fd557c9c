package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
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
public final class ReadOptions {
  private static final Logger LOG = LoggerFactory.getLogger(ReadOptions.class);

  private final ExportRequest exportRequest;
  private final ConnectionSettings clientSettings;
  private final boolean inferSchema;
  private final int sampleSize;
  private final Optional<String> schemaHints;
  private final boolean ownSchemaHints;
  private final NamingStyle namingStyle;
  private final Mode mode;
  private final int maxRecordSize;
  private final boolean pushDownColumns;

  private ReadOptions(
      Map<String, String> options,
      Map<String, String> defaults,
      TokenResolver tokenSources,
      String userAgent) {
    this.exportRequest = ExportOptions.request(options, defaults);
    this.inferSchema = OptionSpecs.INFER_SCHEMA.get(options);
    this.sampleSize = OptionSpecs.SAMPLE_SIZE.get(options);
    this.schemaHints = OptionSpecs.SCHEMA_HINTS.find(options);
    this.ownSchemaHints = OptionSpecs.SCHEMA_HINTS.isOwn(options, defaults);
    this.namingStyle = OptionSpecs.COLUMN_NAMES.get(options);
    this.mode = OptionSpecs.MODE.get(options);
    this.maxRecordSize = OptionSpecs.MAX_RECORD_SIZE.get(options);
    this.pushDownColumns = OptionSpecs.PUSH_DOWN_COLUMNS.get(options);
    this.clientSettings =
        connection(options, userAgent)
            // Last: that a key is missing is the least of what may be wrong.
            .apiToken(apiToken(options, tokenSources))
            .build();
  }

  private ReadOptions(ReadOptions other, ExportRequest exportRequest) {
    this.exportRequest = exportRequest;
    this.clientSettings = other.clientSettings;
    this.inferSchema = other.inferSchema;
    this.sampleSize = other.sampleSize;
    this.schemaHints = other.schemaHints;
    this.ownSchemaHints = other.ownSchemaHints;
    this.namingStyle = other.namingStyle;
    this.mode = other.mode;
    this.maxRecordSize = other.maxRecordSize;
    this.pushDownColumns = other.pushDownColumns;
  }

  /**
   * Parses and checks the options of a read, on the driver.
   *
   * @param options as Spark hands them over, with the session's defaults; names in any case
   * @throws IllegalArgumentException if an option is missing, misspelt or has a value that it
   *     cannot have; the message names the option and never holds the key
   */
  public static ReadOptions of(Map<String, String> options) {
    return of(options, SessionDefaults.ofThisSession(options.keySet()));
  }

  /**
   * The same for options that have other defaults among them.
   *
   * @param defaults an option of this value is not taken for one that the read names itself: it
   *     gives way to another view or block that the read names, and where it does not fit what is
   *     read
   */
  public static ReadOptions of(Map<String, String> options, Map<String, String> defaults) {
    return of(
        options,
        defaults,
        TokenResolver.ofThisDriver(TokenResolver.Type.EXPORT),
        UserAgent.ofThisDriver());
  }

  static ReadOptions of(
      Map<String, String> options,
      Map<String, String> defaults,
      TokenResolver tokenSources,
      String userAgent) {
    UnknownOptions.check(options.keySet(), OptionSpecs.ALL);
    return new ReadOptions(lowerCase(options), lowerCase(defaults), tokenSources, userAgent);
  }

  static Map<String, String> lowerCase(Map<String, String> options) {
    Map<String, String> lowerCase = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          if (value != null) { // Python's None; as good as not set.
            lowerCase.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return lowerCase;
  }

  /** How to ask Pigment for anything, but for the key; from a map with lower-case names. */
  static ConnectionSettings.Builder connection(Map<String, String> options, String userAgent) {
    return ConnectionSettings.builder()
        .baseUrl(OptionSpecs.BASE_URL.get(options))
        .userAgent(userAgent)
        .connectTimeout(OptionSpecs.CONNECT_TIMEOUT.get(options))
        .readTimeout(OptionSpecs.READ_TIMEOUT.get(options))
        .retryPolicy(
            RetryPolicy.of(
                OptionSpecs.MAX_RETRIES.get(options),
                OptionSpecs.RETRY_TIMEOUT.get(options),
                OptionSpecs.RETRY_INTERVAL.get(options)))
        .protocolPolicy(
            OptionSpecs.REQUIRE_HTTP2.get(options)
                ? ProtocolPolicy.REQUIRE_HTTP2
                : ProtocolPolicy.PREFER_HTTP2);
  }

  private static ApiToken apiToken(Map<String, String> options, TokenResolver sources) {
    Optional<ApiToken> token = OptionSpecs.API_TOKEN.find(options);
    Optional<ApiToken> key = OptionSpecs.API_KEY.find(options);
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
          TokenResolver.Type.EXPORT.environmentVariable());
      return key.get();
    }
    return sources.find();
  }

  /** What to ask of Pigment. */
  public ExportRequest exportRequest() {
    return exportRequest;
  }

  /** The same options with another request, such as one that has a title. */
  public ReadOptions withExportRequest(ExportRequest other) {
    return new ReadOptions(this, other);
  }

  /** How to ask it. */
  public ConnectionSettings clientSettings() {
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

  /** Whether the read names those itself; else they are a default of exports that may differ. */
  public boolean hasOwnSchemaHints() {
    return ownSchemaHints;
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

  /** Whether to ask Pigment for less than a block where a query needs less. */
  public boolean pushesDownColumns() {
    return pushDownColumns;
  }
}
