package io.github.pigmentspark.options;

import static io.github.pigmentspark.pigment.ExportKind.LIST;
import static io.github.pigmentspark.pigment.ExportKind.METRIC;
import static io.github.pigmentspark.pigment.ExportKind.TABLE;
import static io.github.pigmentspark.pigment.ExportKind.VIEW;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every option that there is, declared once; {@link ReadOptions} has their values. */
final class OptionSpecs {
  static final OptionSpec<String> VIEW_ID =
      OptionSpec.unset(
              "viewId",
              "one of the four",
              Parsers::viewId,
              "The view to read: its UUID, or the whole address copied from the browser"
                  + " (`…?displayMode=Grid&viewId=…`). `load(\"…\")` takes the same.")
          .onlyFor(VIEW);

  static final OptionSpec<String> METRIC_ID =
      OptionSpec.unset(
              "metricId",
              "one of the four",
              Parsers.blockId("metric"),
              "The metric to read whole, without a view: its UUID, or the address that the browser"
                  + " shows when it is open.")
          .onlyFor(METRIC);

  static final OptionSpec<String> LIST_ID =
      OptionSpec.unset(
              "listId",
              "one of the four",
              Parsers.blockId("list"),
              "The list to read whole, likewise: a dimension list or a transaction list.")
          .onlyFor(LIST);

  static final OptionSpec<String> TABLE_ID =
      OptionSpec.unset(
              "tableId",
              "one of the four",
              Parsers.blockId("table"),
              "The table to read whole, likewise.")
          .onlyFor(TABLE);

  static final OptionSpec<Boolean> FRIENDLY_HEADERS =
      OptionSpec.of(
              "friendlyHeaders",
              "true",
              Parsers::bool,
              "How columns of a block are called: as people see them in Pigment, or, with `false`,"
                  + " by their technical names.")
          .onlyFor(METRIC, LIST, TABLE);

  static final OptionSpec<List<String>> SCENARIOS =
      OptionSpec.unset(
              "scenarios",
              "the default scenario",
              ListParsers::uuids,
              "For a metric or table: the ids of the scenarios to read, with commas between them. The"
                  + " export then has a column for the scenario. Each is read by a task of its own.")
          .onlyFor(METRIC, TABLE);

  static final OptionSpec<List<String>> METRICS =
      OptionSpec.unset(
              "metrics",
              "all",
              ListParsers::uuids,
              "For a table: the ids of the metrics to read, with commas between them. A row in which"
                  + " none of them has a value is left out.")
          .onlyFor(TABLE);

  static final OptionSpec<List<String>> PROPERTIES =
      OptionSpec.unset(
              "properties",
              "all",
              ListParsers::names,
              "For a list: the technical names of the properties to read, in this order, with commas"
                  + " between them; as a JSON array where a name has a comma in it:"
                  + " `[\"code\", \"name, short\"]`.")
          .onlyFor(LIST);

  static final OptionSpec<String> EXPORT_FILTER =
      OptionSpec.unset(
              "exportFilter",
              "all rows",
              FilterParser::parse,
              "For a metric or table: which rows Pigment is to export, as the JSON of an `ExportFilter`"
                  + " of its API.")
          .onlyFor(METRIC, TABLE);

  static final OptionSpec<ApiToken> API_TOKEN =
      OptionSpec.secret(
          "apiToken",
          "see *The key*",
          ApiToken::of,
          "The Export API key. Prefer the environment variable or the credential provider.");

  static final OptionSpec<ApiToken> API_KEY =
      OptionSpec.secret(
          "apiKey",
          "none",
          ApiToken::of,
          "Another name of `apiToken`, understood with a warning: Spark does not redact it.");

  static final OptionSpec<String> BASE_URL =
      OptionSpec.of(
          "baseUrl",
          "https://pigment.app",
          Parsers::baseUrl,
          "Pigment's address. `http://` is refused except to the loopback host: the key must not"
              + " travel in clear.");

  static final OptionSpec<DateFormat> DATE_FORMAT =
      OptionSpec.of(
          "dateFormat",
          DateFormat.ISO8601.value(),
          Parsers.oneOf(DateFormat.class, DateFormat::value),
          "How Pigment prints dates: `Iso8601` or `Legacy`, which Pigment advises against.");

  static final OptionSpec<Boolean> INFER_SCHEMA =
      OptionSpec.of(
          "inferSchema",
          "true",
          Parsers::bool,
          "`false`: every column is a `STRING`, and only the header is read to learn the schema.");

  static final OptionSpec<Integer> SAMPLE_SIZE =
      OptionSpec.of(
          "sampleSize",
          "10000",
          Parsers.atLeast(1),
          "How many records the driver reads to infer the types; the export is cancelled behind"
              + " them.");

  static final OptionSpec<String> SCHEMA_HINTS =
      OptionSpec.unset(
          "schemaHints",
          "none",
          text -> text,
          "Types that replace the inferred ones, as DDL: ``\"`Cost centre` STRING, Revenue"
              + " DECIMAL(18,2)\"``. Without effect where the schema is given. As a default of the"
              + " session or of a catalog, of those exports that have the column; a warning tells what"
              + " one lacks.");

  static final OptionSpec<NamingStyle> COLUMN_NAMES =
      OptionSpec.of(
          "columnNames",
          "original",
          Parsers.oneOf(NamingStyle.class, style -> style.name().toLowerCase(Locale.ROOT)),
          "`original`: as the header says. `safe`: names that Delta accepts, with `_` for space"
              + " and ``,;{}()=``, tab and line break.");

  static final OptionSpec<Mode> MODE =
      OptionSpec.of(
          "mode",
          Mode.FAILFAST.name(),
          Parsers.oneOf(Mode.class, Mode::name),
          "What is done about a cell that does not fit its type, or a record that does not fit the"
              + " header: `FAILFAST` fails the read, `PERMISSIVE` makes null of the cell, or of all"
              + " cells of the record, `DROPMALFORMED` drops the record. What was passed over is"
              + " counted, and told in a warning.");

  static final OptionSpec<Duration> CONNECT_TIMEOUT =
      OptionSpec.of(
          "connectTimeout", "10s", Parsers::duration, "How long connecting to Pigment may take.");

  static final OptionSpec<Duration> READ_TIMEOUT =
      OptionSpec.of(
          "readTimeout",
          "10m",
          Parsers::duration,
          "How long Pigment may send nothing. An export may compute for minutes before its first"
              + " byte.");

  static final OptionSpec<Integer> MAX_RETRIES =
      OptionSpec.of(
          "maxRetries",
          "5",
          Parsers.atLeast(0),
          "How many times one export is asked for again when it fails in a way that may pass.");

  static final OptionSpec<Duration> RETRY_TIMEOUT =
      OptionSpec.of(
          "retryTimeout",
          "10m",
          Parsers::duration,
          "How long after the first failure in a row a further try may start. Pigment's rate limit"
              + " counts over five minutes.");

  static final OptionSpec<Duration> RETRY_INTERVAL =
      OptionSpec.of(
          "retryInterval",
          "1s",
          Parsers::duration,
          "The first pause before a retry; each one is twice as long as the last, up to a minute.");

  static final OptionSpec<Boolean> REQUIRE_HTTP2 =
      OptionSpec.of(
          "requireHttp2",
          "false",
          Parsers::bool,
          "`true`: refuse HTTP/1.1, where a failure on Pigment's side cuts the export short without"
              + " notice.");

  static final OptionSpec<Integer> MAX_RECORD_SIZE =
      OptionSpec.of(
          "maxRecordSize",
          "128m",
          Parsers::size,
          "The longest record to accept; a bound for memory should an export be broken.");

  static final OptionSpec<Boolean> PUSH_DOWN_COLUMNS =
      OptionSpec.of(
          "pushDownColumns",
          "true",
          Parsers::bool,
          "`true`: of a list read with `friendlyHeaders=false`, request only the properties that a"
              + " query needs. `false`: request the whole list.");

  /** Of a catalog only. */
  static final OptionSpec<ApiToken> METADATA_TOKEN =
      OptionSpec.secret(
          "metadataToken",
          "see *The keys*",
          ApiToken::of,
          "The Modeling Metadata key, which tells what applications, blocks and views there are.");

  /** Of a catalog only. */
  static final OptionSpec<Duration> METADATA_CACHE_TIME =
      OptionSpec.of(
          "metadataCacheTime",
          "5m",
          Parsers::durationOrNone,
          "How long the catalog remembers names and inferred schemas; `0s`: not at all.");

  /** In the order of the documentation. */
  static final List<OptionSpec<?>> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              VIEW_ID,
              METRIC_ID,
              LIST_ID,
              TABLE_ID,
              API_TOKEN,
              API_KEY,
              BASE_URL,
              DATE_FORMAT,
              FRIENDLY_HEADERS,
              SCENARIOS,
              METRICS,
              PROPERTIES,
              EXPORT_FILTER,
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
              MAX_RECORD_SIZE,
              PUSH_DOWN_COLUMNS));

  /** The options of which a read has exactly one. */
  static final Map<ExportKind, OptionSpec<String>> IDS = ids();

  /** What a catalog has beside the options of a read. */
  static final List<OptionSpec<?>> OF_CATALOGS =
      Collections.unmodifiableList(Arrays.asList(METADATA_TOKEN, METADATA_CACHE_TIME));

  /** What can still be told to a read whose columns are known. */
  static final List<OptionSpec<?>> OF_EACH_READ =
      Collections.unmodifiableList(
          Arrays.asList(
              MODE,
              CONNECT_TIMEOUT,
              READ_TIMEOUT,
              MAX_RETRIES,
              RETRY_TIMEOUT,
              RETRY_INTERVAL,
              REQUIRE_HTTP2,
              MAX_RECORD_SIZE,
              PUSH_DOWN_COLUMNS));

  private OptionSpecs() {}

  private static Map<ExportKind, OptionSpec<String>> ids() {
    Map<ExportKind, OptionSpec<String>> ids = new EnumMap<>(ExportKind.class);
    for (OptionSpec<String> id : Arrays.asList(VIEW_ID, METRIC_ID, LIST_ID, TABLE_ID)) {
      ids.put(id.kinds().iterator().next(), id);
    }
    return Collections.unmodifiableMap(ids);
  }
}
