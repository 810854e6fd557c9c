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

/** The options of one read, which are checked without sending a request. */
public final class ReadOptions {
  /** The prefix of the session settings that Spark passes as options. */
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
   * Parses and checks the options of a read. Must be called on the driver.
   *
   * @param options the options as Spark passes them, including the session's settings; names are
   *     not case-sensitive
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
   * @param options the options of the read and the defaults
   * @param defaults the options that come from the session or a catalog; a view or block that the
   *     read sets takes precedence over one that is a default, and a default is ignored if it
   *     doesn't apply to the kind of export
   * @param otherwise a supplier that finds the key if it is not set as an option
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
              "Option %s is set, but mode is %s, in which malformed records never become rows. Set"
                  + " mode=PERMISSIVE, or remove %1$s.",
              OptionSpecs.CORRUPT_RECORD.name(), mode));
    }
    // The key is checked last, so that other mistakes are reported even if there is no key.
    ConnectionSettings.Builder connection = connection(all, userAgent);
    return new ReadOptions(
        all, defaults, request, connection.apiToken(apiToken(all, otherwise)).build());
  }

  static Map<String, String> lowerCase(Map<String, String> options) {
    Map<String, String> lowerCase = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          if (value != null) { // Python's None means that the option is not set.
            lowerCase.put(name.toLowerCase(Locale.ROOT), value);
          }
        });
    return lowerCase;
  }

  /** Returns the connection settings, except for the key. */
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
          "Options apiToken and apiKey are set to different keys. Keep only apiToken, and check"
              + " whether the session sets spark.datasource.pigment.apiToken.");
    }
    if (key.isPresent()) {
      LOG.warn(
          "Spark does not redact the option apiKey in its UI and event log. Use apiToken or,"
              + " better, the environment variable {}.",
          TokenResolver.EXPORT.variable());
    }
    return token.orElseGet(() -> key.orElseGet(otherwise));
  }

  /** Returns the export request. */
  public ExportRequest exportRequest() {
    return exportRequest;
  }

  /** Returns the same options with a different request. */
  public ReadOptions withExportRequest(ExportRequest other) {
    return new ReadOptions(options, defaults, other, clientSettings);
  }

  /** Returns the connection settings. */
  public ConnectionSettings clientSettings() {
    return clientSettings;
  }

  /** Returns whether types are inferred from a sample; otherwise every column is a string. */
  public boolean infersSchema() {
    return OptionSpecs.INFER_SCHEMA.get(options);
  }

  /** Returns the number of records to sample for type inference, which is at least 1. */
  public int sampleSize() {
    return OptionSpecs.SAMPLE_SIZE.get(options);
  }

  /** Returns the types that replace inferred types, as DDL. */
  public Optional<String> schemaHints() {
    return OptionSpecs.SCHEMA_HINTS.find(options);
  }

  /**
   * Returns whether the hints were set for this export. Otherwise, they are a default for many
   * exports.
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

  /**
   * Returns the name of the column for the text of malformed records; empty if Spark's default name
   * applies.
   */
  public Optional<String> corruptRecordColumn() {
    return OptionSpecs.CORRUPT_RECORD.find(options);
  }

  /** Returns the maximum length of a record in bytes. */
  public int maxRecordSize() {
    return OptionSpecs.MAX_RECORD_SIZE.get(options);
  }

  /** Returns whether to export only those properties of a list that a query needs. */
  public boolean pushesDownColumns() {
    return OptionSpecs.PUSH_DOWN_COLUMNS.get(options);
  }
}
