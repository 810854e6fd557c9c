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

/** All options, in the order of the docs. Each one is declared here and nowhere else. */
final class OptionSpecs {
  private static final List<OptionSpec<?>> DECLARED = new ArrayList<>();

  static final OptionSpec<String> VIEW_ID =
      option(EXPORT, "viewId", Parsers::viewId)
          .onlyFor(ExportKind.VIEW)
          .otherwise("none; set one of these four")
          .doc(
              "The view to read: its UUID, or the URL copied from the browser"
                  + " (`…?displayMode=Grid&viewId=…`). `load(\"…\")` takes the same.");

  static final OptionSpec<String> METRIC_ID =
      option(EXPORT, "metricId", Parsers.blockId("metric"))
          .onlyFor(ExportKind.METRIC)
          .otherwise("none; set one of these four")
          .doc(
              "The metric to read raw, without a view: its UUID, or the URL that the browser shows"
                  + " when the metric is open.");

  static final OptionSpec<String> LIST_ID =
      option(EXPORT, "listId", Parsers.blockId("list"))
          .onlyFor(ExportKind.LIST)
          .otherwise("none; set one of these four")
          .doc("The dimension list or transaction list to read raw: its UUID or its URL.");

  static final OptionSpec<String> TABLE_ID =
      option(EXPORT, "tableId", Parsers.blockId("table"))
          .onlyFor(ExportKind.TABLE)
          .otherwise("none; set one of these four")
          .doc("The table to read raw: its UUID or its URL.");

  static final OptionSpec<ApiToken> API_TOKEN =
      option(TABLE, "apiToken", ApiToken::of)
          .secret()
          .otherwise("see *The key*")
          .doc("The Export API key. Prefer the environment variable or the credential provider.");

  static final OptionSpec<ApiToken> API_KEY =
      option(TABLE, "apiKey", ApiToken::of)
          .secret()
          .doc("Another name for `apiToken`, accepted with a warning: Spark does not redact it.");

  static final OptionSpec<String> BASE_URL =
      option(TABLE, "baseUrl", Parsers::baseUrl)
          .defaultsTo("https://pigment.app")
          .doc(
              "Pigment's URL. `http://` is rejected except for the loopback host, because it would"
                  + " send the key unencrypted.");

  static final OptionSpec<DateFormat> DATE_FORMAT =
      option(TABLE, "dateFormat", Parsers::dateFormat)
          .defaultsTo(DateFormat.ISO8601.value())
          .doc(
              "The format of dates in the export: `Iso8601`, or `Legacy`, which Pigment advises"
                  + " against.");

  static final OptionSpec<Boolean> FRIENDLY_HEADERS =
      option(TABLE, "friendlyHeaders", Parsers::bool)
          .onlyFor(ExportKind.METRIC, ExportKind.LIST, ExportKind.TABLE)
          .defaultsTo("true")
          .doc(
              "`true`: the columns of a block have the names that Pigment shows. `false`: they have"
                  + " the technical names.");

  static final OptionSpec<List<String>> SCENARIOS =
      option(EXPORT, "scenarios", JsonParsers::uuids)
          .onlyFor(ExportKind.METRIC, ExportKind.TABLE)
          .otherwise("the default scenario")
          .doc(
              "For a metric or table: the ids of the scenarios to read, separated by commas. The"
                  + " export then has a column for the scenario. Each is read by its own task.");

  static final OptionSpec<List<String>> METRICS =
      option(EXPORT, "metrics", JsonParsers::uuids)
          .onlyFor(ExportKind.TABLE)
          .otherwise("all")
          .doc(
              "For a table: the ids of the metrics to read, separated by commas. The export has no"
                  + " rows in which none of them has a value.");

  static final OptionSpec<List<String>> PROPERTIES =
      option(EXPORT, "properties", JsonParsers::names)
          .onlyFor(ExportKind.LIST)
          .otherwise("all")
          .doc(
              "For a list: the technical names of the properties to read, in this order, separated"
                  + " by commas; as a JSON array if a name contains a comma:"
                  + " `[\"code\", \"name, short\"]`.");

  static final OptionSpec<String> EXPORT_FILTER =
      option(EXPORT, "exportFilter", JsonParsers::object)
          .onlyFor(ExportKind.METRIC, ExportKind.TABLE)
          .otherwise("all rows")
          .doc(
              "For a metric or table: the rows to export, as the JSON of an `ExportFilter` of"
                  + " Pigment's API.");

  static final OptionSpec<Boolean> INFER_SCHEMA =
      option(TABLE, "inferSchema", Parsers::bool)
          .defaultsTo("true")
          .doc("`false`: every column is a `STRING`, and the driver reads only the header.");

  static final OptionSpec<Integer> SAMPLE_SIZE =
      option(TABLE, "sampleSize", Parsers.atLeast(1))
          .defaultsTo("10000")
          .doc("How many records the driver reads to infer the types; then it cancels the export.");

  static final OptionSpec<String> SCHEMA_HINTS =
      option(TABLE, "schemaHints", text -> text)
          .doc(
              "Types that replace the inferred ones, as DDL: ``\"`Cost centre` STRING, Revenue"
                  + " DECIMAL(18,2)\"``. Ignored if a schema is given. As a default of the session"
                  + " or of a catalog, it applies to the exports that have the column; a warning"
                  + " names the columns that an export lacks.");

  static final OptionSpec<NamingStyle> COLUMN_NAMES =
      option(
              TABLE,
              "columnNames",
              Parsers.oneOf(NamingStyle.class, style -> style.name().toLowerCase(Locale.ROOT)))
          .defaultsTo("original")
          .doc(
              "`original`: as in the header. `safe`: names that Delta accepts, with `_` for space"
                  + " and ``,;{}()=``, tab and line break.");

  static final OptionSpec<Mode> MODE =
      option(READ, "mode", Parsers.oneOf(Mode.class, Mode::name))
          .defaultsTo(Mode.FAILFAST.name())
          .doc(
              "The treatment of cells that don't match their column's type, and of records that"
                  + " don't match the header. `FAILFAST` fails the read. `PERMISSIVE` sets the"
                  + " cell, or all cells of the record, to null. `DROPMALFORMED` drops the record."
                  + " A warning says how many there were.");

  static final OptionSpec<String> CORRUPT_RECORD =
      option(TABLE, "columnNameOfCorruptRecord", Parsers::columnName)
          .otherwise("Spark's `spark.sql.columnNameOfCorruptRecord`")
          .doc(
              "With `mode=PERMISSIVE`: the `STRING` column that holds the text of malformed records,"
                  + " and is null for others. It is added to an inferred schema only if this option"
                  + " is set. A given schema can include it.");

  static final OptionSpec<Duration> CONNECT_TIMEOUT =
      option(READ, "connectTimeout", Parsers::duration)
          .defaultsTo("10s")
          .doc("The timeout of each step of connecting to Pigment.");

  static final OptionSpec<Duration> READ_TIMEOUT =
      option(READ, "readTimeout", Parsers::duration)
          .defaultsTo("10m")
          .doc(
              "The longest wait for data from Pigment, which may compute an export for minutes"
                  + " before it sends the first byte.");

  static final OptionSpec<Integer> MAX_RETRIES =
      option(READ, "maxRetries", Parsers.atLeast(0))
          .defaultsTo("5")
          .doc("How many times a request is retried after transient failures.");

  static final OptionSpec<Duration> RETRY_TIMEOUT =
      option(READ, "retryTimeout", Parsers::duration)
          .defaultsTo("10m")
          .doc(
              "The longest time from the first of several consecutive failures to the start of a"
                  + " retry. Pigment's rate limit covers five minutes.");

  static final OptionSpec<Duration> RETRY_INTERVAL =
      option(READ, "retryInterval", Parsers::duration)
          .defaultsTo("1s")
          .doc(
              "The pause before the first retry. Each further pause is twice as long, up to 1 min.");

  static final OptionSpec<Boolean> REQUIRE_HTTP2 =
      option(READ, "requireHttp2", Parsers::bool)
          .defaultsTo("false")
          .doc(
              "`true`: reject HTTP/1.1, over which a failure on Pigment's side can truncate an"
                  + " export without notice.");

  static final OptionSpec<Integer> MAX_RECORD_SIZE =
      option(READ, "maxRecordSize", Parsers::size)
          .defaultsTo("128m")
          .doc("The longest record to accept, which bounds memory if an export is broken.");

  static final OptionSpec<Boolean> PUSH_DOWN_COLUMNS =
      option(READ, "pushDownColumns", Parsers::bool)
          .defaultsTo("true")
          .doc(
              "`true`: request only the properties that a query needs, if a list is read with"
                  + " `friendlyHeaders=false`. `false`: always request the whole list.");

  static final OptionSpec<ApiToken> METADATA_TOKEN =
      option(CATALOG, "metadataToken", ApiToken::of)
          .secret()
          .otherwise("see *The keys*")
          .doc("The Modeling Metadata key, which lists applications, blocks and views.");

  static final OptionSpec<Duration> METADATA_CACHE_TIME =
      option(CATALOG, "metadataCacheTime", Parsers::durationOrZero)
          .defaultsTo("5m")
          .doc("How long the catalog caches names and inferred schemas. `0s` turns the cache off.");

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

  /** Returns the option that names an export of a kind. */
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
