package io.github.pigmentspark.sandbox;

import java.util.Optional;
import java.util.regex.Pattern;
import mockwebserver3.RecordedRequest;

/** What Pigment answers to a request when nothing goes wrong on the way. */
final class ExportApi {
  private static final String EXPORT = "/api/export/view/";
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
  private static final Pattern OLD_KEY =
      Pattern.compile("[0-9a-z]{8}(-[0-9a-z]{4}){3}-[0-9a-z]{12}", Pattern.CASE_INSENSITIVE);

  private final String apiKey;
  private final Views views;

  ExportApi(String apiKey, Views views) {
    this.apiKey = apiKey;
    this.views = views;
  }

  static boolean isOldFormat(String apiKey) {
    return OLD_KEY.matcher(apiKey).matches();
  }

  static boolean isExport(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    return path.startsWith(EXPORT) && path.indexOf('/', EXPORT.length()) < 0;
  }

  Reply reply(RecordedRequest request) {
    if (!isExport(request)) {
      return Reply.problem(404, "There is nothing at this path.");
    }
    if (!request.getMethod().equals("GET")) {
      return Reply.problem(405, "A view is exported with GET.").header("Allow", "GET");
    }
    String authorization =
        Optional.ofNullable(request.getHeaders().get("Authorization")).orElse("");
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return unauthorized("The header Authorization: Bearer {key} is missing.");
    }
    String key = authorization.substring(7).trim();
    if (isOldFormat(key)) {
      return unauthorized("The API key has the old format with dashes; generate a new one.");
    }
    if (!key.equals(apiKey)) {
      return unauthorized("The API key is not known, or has expired or been revoked.");
    }
    return export(request);
  }

  private static Reply unauthorized(String detail) {
    return Reply.problem(401, detail).header("WWW-Authenticate", "Bearer");
  }

  private Reply export(RecordedRequest request) {
    String id = request.getUrl().encodedPath().substring(EXPORT.length());
    String dateFormat = parameter(request, "dateFormat", "Legacy");
    String delimiter = parameter(request, "fieldDelimiter", "Semicolon");
    if (!UUID.matcher(id).matches()) {
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
