package io.github.pigmentspark.options;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options of one read, checked without a request. */
public final class ReadOptions {
  /** The session's settings that Spark passes as options. */
  static final String SESSION_PREFIX = "spark.datasource.pigment.";

  private static final Logger LOG = LoggerFactory.getLogger(ReadOptions.class);

  private final Map<String, String> options;
  private final Map<String, String> defaults;
  private final ExportRequest exportRequest;
  private final ConnectionSettings clientSettings;

  private ReadOptions(
      Map<String, String> options,
      Map<String, String> defaults,
      ExportRequest exportRequest,
      ConnectionSettings clientSettings) {
    this.options = options;
    this.defaults = defaults;
    this.exportRequest = exportRequest;
    this.clientSettings = clientSettings;
  }

  /**
   * Parses and checks the options of a read, on the driver.
   *
   * @param options as Spark passes them, with the session's settings among them; names in any case
   * @throws PigmentException if an option is missing, misspelled or invalid; the message names the
   *     option and never contains the key
   */
  public static ReadOptions of(Map<String, String> options) {
    DriverEnvironment driver = DriverEnvironment.ofActiveSession();
    RunTimeKeys.warn(driver, SESSION_PREFIX, options.keySet());
    return of(options, driver.options(SESSION_PREFIX, options.keySet()), driver);
  }

  static ReadOptions of(
      Map<String, String> options, Map<String, String> defaults, DriverEnvironment driver) {
    return of(
        options,
        defaults,
        driver.userAgent(),
        () -> TokenResolver.EXPORT.find(driver, "use .option(\"apiToken\", getpass())"));
  }

  /**
   * Parses and checks options.
   *
   * @param options of the read and the defaults
   * @param defaults an option that has this value is not taken as set by the read: another view or
   *     block that the read names comes first, and it is ignored if it doesn't fit the export
   * @param otherwise finds the key if no option has it
   */
  static ReadOptions of(
      Map<String, String> options,
      Map<String, String> defaults,
      String userAgent,
      Supplier<ApiToken> otherwise) {
    UnknownOptions.check(options, OptionSpecs.OF_READS);
    Map<String, String> all = lowerCase(options);
    ExportRequest request = ExportOptions.request(all, defaults);
    for (OptionSpec<?> option : OptionSpecs.OF_READS) {
      if (option.kinds().contains(request.kind())) {
        option.find(all);
      }
    }
    Mode mode = OptionSpecs.MODE.get(all);
    if (mode != Mode.PERMISSIVE && OptionSpecs.CORRUPT_RECORD.isOwn(all, defaults)) {
      throw new PigmentException(
          String.format(
              "Option %s is set, but mode is %s, in which no malformed record becomes a row. Set"
                  + " mode=PERMISSIVE, or remove %1$s.",
              OptionSpecs.CORRUPT_RECORD.name(), mode));
    }
    // The key comes last, so that other mistakes are reported even without one.
    ConnectionSettings.Builder connection = connection(all, userAgent);
    return new ReadOptions(
        all, defaults, request, connection.apiToken(apiToken(all, otherwise)).build());
  }

  static Map<String, String> lowerCase(Map<String, String> options) {
    Map<String, String> lowerCase = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          if (value != null) { // Python's None means not set.
            lowerCase.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return lowerCase;
  }

  /** Returns how to connect to Pigment, except for the key. */
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

  private static ApiToken apiToken(Map<String, String> options, Supplier<ApiToken> otherwise) {
    Optional<ApiToken> token = OptionSpecs.API_TOKEN.find(options);
    Optional<ApiToken> key = OptionSpecs.API_KEY.find(options);
    if (token.isPresent() && key.isPresent() && !token.equals(key)) {
      throw new PigmentException(
          "Options apiToken and apiKey are two different keys. Keep apiToken; look also for"
              + " spark.datasource.pigment.apiToken in the session.");
    }
    if (key.isPresent()) {
      LOG.warn(
          "Spark does not redact the option apiKey in its UI and event log. Use apiToken or,"
              + " better, the environment variable {}.",
          TokenResolver.EXPORT.variable());
    }
    return token.orElseGet(() -> key.orElseGet(otherwise));
  }

  /** Returns what to export. */
  public ExportRequest exportRequest() {
    return exportRequest;
  }

  /** Returns the same options with another request. */
  public ReadOptions withExportRequest(ExportRequest other) {
    return new ReadOptions(options, defaults, other, clientSettings);
  }

  /** Returns how to connect to Pigment. */
  public ConnectionSettings clientSettings() {
    return clientSettings;
  }

  /** Returns whether types are inferred from a sample; otherwise every column is a string. */
  public boolean infersSchema() {
    return OptionSpecs.INFER_SCHEMA.get(options);
  }

  /** Returns how many records to infer from; 1 or more. */
  public int sampleSize() {
    return OptionSpecs.SAMPLE_SIZE.get(options);
  }

  /** Returns types that replace inferred ones, as DDL. */
  public Optional<String> schemaHints() {
    return OptionSpecs.SCHEMA_HINTS.find(options);
  }

  /**
   * Returns whether the hints are for this export; otherwise they are a default of many exports.
   */
  public boolean hasOwnSchemaHints() {
    return OptionSpecs.SCHEMA_HINTS.isOwn(options, defaults);
  }

  public NamingStyle namingStyle() {
    return OptionSpecs.COLUMN_NAMES.get(options);
  }

  public Mode mode() {
    return OptionSpecs.MODE.get(options);
  }

  /** Returns the name of the column for the text of malformed records, if it is not Spark's. */
  public Optional<String> corruptRecordColumn() {
    return OptionSpecs.CORRUPT_RECORD.find(options);
  }

  /** Returns the longest record to accept, in bytes. */
  public int maxRecordSize() {
    return OptionSpecs.MAX_RECORD_SIZE.get(options);
  }

  /** Returns whether to export only the properties of a list that a query needs. */
  public boolean pushesDownColumns() {
    return OptionSpecs.PUSH_DOWN_COLUMNS.get(options);
  }
}
