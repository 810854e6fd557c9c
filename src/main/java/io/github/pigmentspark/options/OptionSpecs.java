package io.github.pigmentspark.options;

import static io.github.pigmentspark.options.OptionSpec.Scope.CATALOG;
import static io.github.pigmentspark.options.OptionSpec.Scope.EXPORT;
import static io.github.pigmentspark.options.OptionSpec.Scope.READ;
import static io.github.pigmentspark.options.OptionSpec.Scope.TABLE;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All options, in the order of the docs. Each option is declared only here. */
final class OptionSpecs {
  private static final List<OptionSpec<?>> DECLARED = new ArrayList<>();

  static final OptionSpec<String> VIEW_ID =
      option(EXPORT, "viewId", Parsers::viewId)
          .onlyFor(ExportKind.VIEW)
          .otherwise("none; exactly one of these four is required")
          .doc(
              "The UUID of the view to read, or its URL copied from the browser"
                  + " (`…?displayMode=Grid&viewId=…`). You can pass either of them to `load(\"…\")`"
                  + " instead.");

  static final OptionSpec<String> METRIC_ID =
      option(EXPORT, "metricId", Parsers.blockId("metric"))
          .onlyFor(ExportKind.METRIC)
          .otherwise("none; exactly one of these four is required")
          .doc(
              "The metric to read raw (without a view): either its UUID, or the URL that the"
                  + " browser shows when the metric is open.");

  static final OptionSpec<String> LIST_ID =
      option(EXPORT, "listId", Parsers.blockId("list"))
          .onlyFor(ExportKind.LIST)
          .otherwise("none; exactly one of these four is required")
          .doc(
              "The dimension list or transaction list to read raw (without a view): either its UUID"
                  + " or its URL.");

  static final OptionSpec<String> TABLE_ID =
      option(EXPORT, "tableId", Parsers.blockId("table"))
          .onlyFor(ExportKind.TABLE)
          .otherwise("none; exactly one of these four is required")
          .doc("The table to read raw (without a view): either its UUID or its URL.");

  static final OptionSpec<ApiToken> API_TOKEN =
      option(TABLE, "apiToken", ApiToken::of)
          .secret()
          .otherwise("see [the key](#the-key)")
          .doc(
              "The Export API key. To keep the key out of your code, prefer the environment"
                  + " variable or the credential provider.");

  static final OptionSpec<ApiToken> API_KEY =
      option(TABLE, "apiKey", ApiToken::of)
          .secret()
          .doc(
              "An alias of `apiToken`. The connector logs a warning if you use this alias, because"
                  + " Spark doesn't redact its value.");

  static final OptionSpec<String> BASE_URL =
      option(TABLE, "baseUrl", Parsers::baseUrl)
          .defaultsTo("https://pigment.app")
          .doc(
              "The URL of Pigment. It must start with `https://`, except for the loopback host,"
                  + " because `http://` would send the key unencrypted.");

  static final OptionSpec<DateFormat> DATE_FORMAT =
      option(TABLE, "dateFormat", Parsers::dateFormat)
          .defaultsTo(DateFormat.ISO8601.value())
          .doc(
              "The format of dates in the export: `Iso8601` or `Legacy`. Pigment advises against"
                  + " `Legacy`.");

  static final OptionSpec<Boolean> FRIENDLY_HEADERS =
      option(TABLE, "friendlyHeaders", Parsers::bool)
          .onlyFor(ExportKind.METRIC, ExportKind.LIST, ExportKind.TABLE)
          .defaultsTo("true")
          .doc(
              "Whether to give the columns of a block the names that Pigment shows. If `false`, the"
                  + " columns have technical names.");

  static final OptionSpec<List<String>> SCENARIOS =
      option(EXPORT, "scenarios", JsonParsers::uuids)
          .onlyFor(ExportKind.METRIC, ExportKind.TABLE)
          .otherwise("the default scenario")
          .doc(
              "For a metric or table: the ids of the scenarios to read, separated by commas. The"
                  + " export then has a column for the scenario, and each scenario is read by its own"
                  + " task.");

  static final OptionSpec<List<String>> METRICS =
      option(EXPORT, "metrics", JsonParsers::uuids)
          .onlyFor(ExportKind.TABLE)
          .otherwise("all")
          .doc(
              "For a table: the ids of the metrics to read, separated by commas. The export omits"
                  + " rows in which none of these metrics has a value.");

  static final OptionSpec<List<String>> PROPERTIES =
      option(EXPORT, "properties", JsonParsers::names)
          .onlyFor(ExportKind.LIST)
          .otherwise("all")
          .doc(
              "For a list: the technical names of the properties to read, separated by commas, in"
                  + " the order in which you want the columns. If a name contains a comma, use a JSON"
                  + " array: `[\"code\", \"name, short\"]`.");

  static final OptionSpec<String> EXPORT_FILTER =
      option(EXPORT, "exportFilter", JsonParsers::object)
          .onlyFor(ExportKind.METRIC, ExportKind.TABLE)
          .otherwise("all rows")
          .doc(
              "For a metric or table: a filter that selects the rows to export, as a JSON object in"
                  + " the `ExportFilter` format of Pigment's API.");

  static final OptionSpec<Boolean> INFER_SCHEMA =
      option(TABLE, "inferSchema", Parsers::bool)
          .defaultsTo("true")
          .doc(
              "Whether to infer column types from a sample. If `false`, every column is a `STRING`,"
                  + " and the driver reads only the header.");

  static final OptionSpec<Integer> SAMPLE_SIZE =
      option(TABLE, "sampleSize", Parsers.atLeast(1))
          .defaultsTo("10000")
          .doc(
              "The number of records that the driver reads to infer column types. After reading"
                  + " them, the driver cancels the export.");

  static final OptionSpec<String> SCHEMA_HINTS =
      option(TABLE, "schemaHints", text -> text)
          .doc(
              "Types to use instead of the inferred ones, written as DDL: ``\"`Cost centre` STRING,"
                  + " Revenue DECIMAL(18,2)\"``. The hints are ignored if you pass a schema. If you set"
                  + " hints for a whole session or catalog, each hint applies to the exports that"
                  + " contain the column that it names. If an export lacks some of these columns,"
                  + " the connector logs a warning that lists them.");

  static final OptionSpec<NamingStyle> COLUMN_NAMES =
      option(
              TABLE,
              "columnNames",
              Parsers.oneOf(NamingStyle.class, style -> style.name().toLowerCase(Locale.ROOT)))
          .defaultsTo("original")
          .doc(
              "How columns are named. `original` keeps the names in the header. `safe` replaces"
                  + " spaces, tabs, line breaks and the characters ``,;{}()=`` with `_`, so that Delta"
                  + " accepts the names.");

  static final OptionSpec<Mode> MODE =
      option(READ, "mode", Parsers.oneOf(Mode.class, Mode::name))
          .defaultsTo(Mode.FAILFAST.name())
          .doc(
              "How to handle cells that don't match their column's type, and records that don't"
                  + " match the header. `FAILFAST` fails the read. `PERMISSIVE` sets the cell, or all"
                  + " cells of the record, to null. `DROPMALFORMED` drops the record. `PERMISSIVE` and"
                  + " `DROPMALFORMED` log a warning with the number of such cells and records.");

  static final OptionSpec<String> CORRUPT_RECORD =
      option(TABLE, "columnNameOfCorruptRecord", Parsers::columnName)
          .otherwise("the value of `spark.sql.columnNameOfCorruptRecord`")
          .doc(
              "For `mode=PERMISSIVE`: the name of the `STRING` column that holds the text of"
                  + " malformed records and is null for all others. The column is added to an inferred"
                  + " schema only if this option is set. If you pass a schema, include the column"
                  + " in it.");

  static final OptionSpec<Duration> CONNECT_TIMEOUT =
      option(READ, "connectTimeout", Parsers::duration)
          .defaultsTo("10s")
          .doc("The timeout for each step of connecting to Pigment, such as the TLS handshake.");

  static final OptionSpec<Duration> READ_TIMEOUT =
      option(READ, "readTimeout", Parsers::duration)
          .defaultsTo("10m")
          .doc(
              "The longest time to wait for data from Pigment. Pigment can take minutes to compute"
                  + " an export before it sends the first byte.");

  static final OptionSpec<Integer> MAX_RETRIES =
      option(READ, "maxRetries", Parsers.atLeast(0))
          .defaultsTo("5")
          .doc(
              "The maximum number of retries after transient failures, for each export or metadata"
                  + " request.");

  static final OptionSpec<Duration> RETRY_TIMEOUT =
      option(READ, "retryTimeout", Parsers::duration)
          .defaultsTo("10m")
          .doc(
              "The maximum time from the first of several consecutive failures to the start of a"
                  + " retry. The default is longer than five minutes, the period of Pigment's rate limit.");

  static final OptionSpec<Duration> RETRY_INTERVAL =
      option(READ, "retryInterval", Parsers::duration)
          .defaultsTo("1s")
          .doc(
              "The pause before the first retry. The pause doubles with each further retry, up to"
                  + " one minute.");

  static final OptionSpec<Boolean> REQUIRE_HTTP2 =
      option(READ, "requireHttp2", Parsers::bool)
          .defaultsTo("false")
          .doc(
              "Whether to reject HTTP/1.1 responses. Over HTTP/1.1, a failure on Pigment's side can"
                  + " silently truncate an export.");

  static final OptionSpec<Integer> MAX_RECORD_SIZE =
      option(READ, "maxRecordSize", Parsers::size)
          .defaultsTo("128m")
          .doc(
              "The size of the longest record that the connector accepts. This limits memory use if"
                  + " an export is broken.");

  static final OptionSpec<Boolean> PUSH_DOWN_COLUMNS =
      option(READ, "pushDownColumns", Parsers::bool)
          .defaultsTo("true")
          .doc(
              "For a list that is read with `friendlyHeaders=false`: whether to request only the"
                  + " properties that a query needs. If `false`, the whole list is always requested.");

  static final OptionSpec<ApiToken> METADATA_TOKEN =
      option(CATALOG, "metadataToken", ApiToken::of)
          .secret()
          .otherwise("see [the keys](#the-keys)")
          .doc(
              "The Modeling Metadata key, which the catalog uses to list applications, blocks and"
                  + " views.");

  static final OptionSpec<Duration> METADATA_CACHE_TIME =
      option(CATALOG, "metadataCacheTime", Parsers::durationOrZero)
          .defaultsTo("5m")
          .doc("How long the catalog caches names and inferred schemas. `0s` disables the cache.");

  /** The options of the data source. */
  static final List<OptionSpec<?>> OF_READS = declared(option -> option.scope() != CATALOG);

  /** The options that only a catalog has. */
  static final List<OptionSpec<?>> OF_CATALOGS = declared(option -> option.scope() == CATALOG);

  private OptionSpecs() {}

  private static <T> OptionSpec.Builder<T> option(
      OptionSpec.Scope scope, String name, Function<String, T> parser) {
    return new OptionSpec.Builder<>(DECLARED::add, scope, name, parser);
  }

  private static List<OptionSpec<?>> declared(Predicate<OptionSpec<?>> condition) {
    return Collections.unmodifiableList(
        DECLARED.stream().filter(condition).collect(Collectors.toList()));
  }

  /** Returns all options. */
  static List<OptionSpec<?>> all() {
    return Collections.unmodifiableList(DECLARED);
  }

  /** Returns the option for the id of an export of this kind. */
  static OptionSpec<String> id(ExportKind kind) {
    switch (kind) {
      case METRIC:
        return METRIC_ID;
      case LIST:
        return LIST_ID;
      case TABLE:
        return TABLE_ID;
      default:
        return VIEW_ID;
    }
  }
}
