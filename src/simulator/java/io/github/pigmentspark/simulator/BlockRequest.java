package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JSON body of a request to export a block, checked against the rules of Pigment's OpenAPI
 * document.
 */
final class BlockRequest {
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Set<String> COMMON =
      Set.of("friendlyHeaders", "dateFormat", "fieldDelimiter", "decimalSeparator", "encoding");
  private static final Set<String> LIST =
      Set.of("propertyTechnicalNames", "listFilter", "propertyFilters");
  private static final Set<String> METRIC = Set.of("scenarios", "filters", "exportFilter");
  private static final Set<String> TABLE = Set.of("metrics", "fields");

  private final Members body;
  private final DateStyle dates;

  private BlockRequest(Members body, DateStyle dates) {
    this.body = body;
    this.dates = dates;
  }

  /**
   * Parses and checks a request for a block of this kind.
   *
   * @param json the body; if empty, every member has its default
   * @throws Refusal if the body isn't valid
   */
  static BlockRequest of(View.Block kind, String json) {
    Set<String> known = new TreeSet<>(COMMON);
    known.addAll(kind == View.Block.LIST ? LIST : METRIC);
    if (kind == View.Block.TABLE) {
      known.addAll(TABLE);
    }
    Members body = Members.of(Json.parse(json.isEmpty() ? "{}" : json), known);
    boolean iso = body.oneOf("dateFormat", "Iso8601", "Legacy").equals("Iso8601");
    BlockRequest request = new BlockRequest(body, iso ? DateStyle.ISO : kind.legacyDates());
    request.check();
    return request;
  }

  private void check() {
    body.oneOf("fieldDelimiter", "Semicolon", "Comma");
    body.oneOf("decimalSeparator", "Dot", "Comma");
    body.oneOf("encoding", "Utf8WithoutBom", "Utf8WithBom");
    friendlyHeaders();
    properties();
    metrics();
    filter();
    for (String scenario : scenarios()) {
      if (SampleBlocks.scenario(scenario) == null) {
        throw new Refusal("There is no scenario '" + scenario + "'.");
      }
    }
    for (String name : List.of("listFilter", "propertyFilters", "filters", "fields")) {
      if (body.find(name).isPresent()) {
        throw new Refusal("The simulator does not support '" + name + "'.");
      }
    }
  }

  boolean friendlyHeaders() {
    return body.bool("friendlyHeaders").orElse(false);
  }

  /**
   * Returns the technical names of the properties requested from a list; empty if all are
   * requested.
   */
  Optional<List<String>> properties() {
    return body.strings("propertyTechnicalNames");
  }

  /** Returns the ids of the metrics requested from a table; empty if all are requested. */
  Optional<List<String>> metrics() {
    return body.uuids("metrics").filter(ids -> !ids.isEmpty());
  }

  boolean hasScenarioColumn() {
    return body.uuids("scenarios").map(ids -> !ids.isEmpty()).orElse(false);
  }

  /** Returns the ids of the requested scenarios, or the id of the default scenario. */
  List<String> scenarios() {
    return hasScenarioColumn()
        ? body.uuids("scenarios").orElseThrow()
        : List.of(SampleBlocks.ACTUAL);
  }

  Optional<Filter> filter() {
    return body.find("exportFilter").map(Filter::of);
  }

  /** Returns a cell, with a date converted to the requested format. */
  String cell(String cell) {
    return ISO_DATE.matcher(cell).matches() ? dates.format(cell) : cell;
  }

  /** Returns rows as CSV in the requested format. The first row is the header. */
  Body csv(List<List<String>> rows) {
    String text =
        rows.stream()
            .map(row -> row.stream().map(BlockRequest::quoted).collect(Collectors.joining(";")))
            .collect(Collectors.joining("\n", "", "\n"));
    boolean mark = body.oneOf("encoding", "Utf8WithoutBom", "Utf8WithBom").equals("Utf8WithBom");
    return delimited(Body.of(mark ? "\uFEFF" + text : text));
  }

  Body delimited(Body csv) {
    return body.oneOf("fieldDelimiter", "Semicolon", "Comma").equals("Comma")
        ? Rewriting.commaDelimited(csv)
        : csv;
  }

  DateStyle dates() {
    return dates;
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[;\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
