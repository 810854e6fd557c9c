package io.github.pigmentspark.simulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** Pigment's export endpoints, which produce the response to a request if there is no fault. */
final class ExportApi {
  private static final String EXPORT = "/api/export/view/";
  private static final Pattern BLOCK_EXPORT =
      Pattern.compile("/api/v1/export/(list|metric|table)/([^/]+)");
  private static final Pattern JSON =
      Pattern.compile("application/json(; ?charset=utf-8)?", Pattern.CASE_INSENSITIVE);

  private final String apiKey;
  private final Views views;
  private final Blocks blocks;

  ExportApi(String apiKey, Views views, Blocks blocks) {
    this.apiKey = apiKey;
    this.views = views;
    this.blocks = blocks;
  }

  static boolean isExport(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    return (path.startsWith(EXPORT) && path.indexOf('/', EXPORT.length()) < 0)
        || BLOCK_EXPORT.matcher(path).matches();
  }

  Reply reply(RecordedRequest request) {
    if (!isExport(request)) {
      return Reply.problem(404, "This path does not exist.");
    }
    Matcher block = BLOCK_EXPORT.matcher(request.getUrl().encodedPath());
    boolean ofBlock = block.matches();
    String method = ofBlock ? "POST" : "GET";
    if (!request.getMethod().equals(method)) {
      return Reply.problem(405, "This endpoint requires " + method + ".").header("Allow", method);
    }
    return Keys.refusal(request, apiKey, "Export API key").orElseGet(() -> export(request, block));
  }

  private Reply export(RecordedRequest request, Matcher block) {
    return block.matches()
        ? export(
            View.Block.valueOf(block.group(1).toUpperCase(Locale.ROOT)), block.group(2), request)
        : export(request);
  }

  private Reply export(View.Block kind, String id, RecordedRequest request) {
    String type = Optional.ofNullable(request.getHeaders().get("Content-Type")).orElse("");
    String body = Optional.ofNullable(request.getBody()).map(ByteString::utf8).orElse("");
    if (!body.isEmpty() && !JSON.matcher(type).matches()) {
      return Reply.problem(415, "The content type '" + type + "' is not application/json.");
    }
    try {
      if (!Members.isUuid(id)) {
        throw new Refusal("The value '" + id + "' is not valid for the id of a block.");
      }
      BlockRequest blockRequest = BlockRequest.of(kind, body);
      return blocks
          .find(kind, id)
          .map(block -> Reply.csv(block.export(blockRequest)))
          .orElseGet(() -> Reply.problem(404));
    } catch (Refusal e) {
      return Reply.problem(400, e.getMessage());
    }
  }

  private Reply export(RecordedRequest request) {
    String id = request.getUrl().encodedPath().substring(EXPORT.length());
    String dateFormat = parameter(request, "dateFormat", "Legacy");
    String delimiter = parameter(request, "fieldDelimiter", "Semicolon");
    if (!Members.isUuid(id)) {
      return Reply.problem(400, "The value '" + id + "' is not valid for viewId.");
    }
    if (!dateFormat.equals("Legacy") && !dateFormat.equals("Iso8601")) {
      return Reply.problem(400, "The value '" + dateFormat + "' is not valid for dateFormat.");
    }
    if (!delimiter.equals("Semicolon") && !delimiter.equals("Comma")) {
      return Reply.problem(400, "The value '" + delimiter + "' is not valid for fieldDelimiter.");
    }
    Optional<View> view = views.find(id);
    if (view.isEmpty()) {
      return Reply.problem(404);
    }
    DateStyle dates = dateFormat.equals("Iso8601") ? DateStyle.ISO : view.get().legacyDates();
    Body csv = view.get().body(dates);
    return Reply.csv(delimiter.equals("Comma") ? Rewriting.commaDelimited(csv) : csv);
  }

  private static String parameter(RecordedRequest request, String name, String defaultValue) {
    return Optional.ofNullable(request.getUrl().queryParameter(name)).orElse(defaultValue);
  }
}
