package io.github.pigmentspark.client;

import io.github.pigmentspark.http.ErrorResponse;
import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Locale;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;

/** An answer of Pigment that may not be an export: what it means, in Pigment's terms. */
final class ExportResponse {
  private static final long SNIFFED_BYTES = 64;

  private final Response response;
  private final ExportRequest request;
  private final ErrorResponse raw;

  ExportResponse(Response response, ExportRequest request, ApiToken token) {
    this.response = response;
    this.request = request;
    this.raw = new ErrorResponse(response, token);
  }

  /** What an unsuccessful answer is thrown as if another request may succeed. */
  IOException failure() {
    return raw.failure(request, meaning(response.code()));
  }

  private String meaning(int status) {
    switch (status) {
      case 400:
        return "it does not understand the request; check " + request.kind().settings();
      case 401:
        return "the key is missing, expired (the day of expiry itself is already too late), revoked"
            + " or of the wrong type; an Export API key is needed, in the format without dashes";
      case 403:
        return "the key is not accepted from here; check the IP allow list of the key, and the"
            + " rights of its owner";
      case 404:
        return String.format(
            "there is no such %s, or the owner of the key may not see it; check %s, and open the %1$s"
                + " in Pigment as that person",
            request.kind().noun(), request.kind().idOption());
      case 413:
        return tooBig();
      case 422:
        return request.kind() == ExportKind.VIEW
            ? "the view is not one of a List, a Metric or a Table"
            : "it cannot export the block so; check " + request.kind().settings();
      default:
        return raw.meaning(status);
    }
  }

  private String tooBig() {
    if (request.kind() != ExportKind.VIEW) {
      return String.format(
          "the %s is too big to be exported at once; ask for less of it, by %s",
          request.kind().noun(), request.kind().waysToLess());
    }
    return "the view is too big to be exported; "
        + (request.alternative().isEmpty()
            ? "read its block, raw and whole, with metricId, listId or tableId in place of viewId: the"
                + " block's id stands in front of the question mark of the browser's address when the view is open"
                + " (…/tables/<id of the block>?displayMode=Grid&viewId=…)"
            : request.alternative())
        + "; or make a smaller view for the export (fewer items on its pages, fewer metrics)";
  }

  /**
   * Refuses a successful answer that is a part of an export, or something else than what was asked
   * for: no part was.
   *
   * @throws PigmentException if its status is not 200, or it says that it is a part
   */
  void requireWhole() {
    int status = response.code();
    if (status != HttpURLConnection.HTTP_OK || response.header("Content-Range") != null) {
      throw new PigmentException(
          String.format(
              Locale.ROOT,
              "The export of %s may not be whole: the answer is %d%s, where a plain 200 was expected."
                  + " Something between Spark and Pigment (a proxy, a cache) may have answered"
                  + " instead; check baseUrl and the network.%s",
              request,
              status,
              response.header("Content-Range") == null ? "" : " with a Content-Range",
              raw.quote()));
    }
  }

  /**
   * Refuses a successful answer that is not CSV, such as the login page of a proxy.
   *
   * @throws PigmentException if its content type says so or, without one that tells, its first
   *     bytes
   * @throws IOException if these do not come
   */
  void requireCsv() throws IOException {
    String found = notCsv();
    if (!found.isEmpty()) {
      throw new PigmentException(
          String.format(
              Locale.ROOT,
              "The export of %s is not CSV: the answer is %d with %s. Something between Spark and"
                  + " Pigment (a proxy, a login page) may have answered instead; check baseUrl and"
                  + " the network.%s",
              request,
              response.code(),
              found,
              raw.quote()));
    }
  }

  /** What the answer is instead of CSV; empty for CSV. */
  private String notCsv() throws IOException {
    MediaType mediaType = response.body().contentType();
    String type =
        mediaType == null
            ? "no content type"
            : raw.quoted(mediaType.type() + "/" + mediaType.subtype()).toLowerCase(Locale.ROOT);
    String encoding = response.header("Content-Encoding", "identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      return type + " packed as " + raw.quoted(encoding) + ", which was not asked for";
    }
    switch (type) {
      case "text/csv":
      case "application/csv":
        return "";
      case "no content type":
      case "text/plain":
      case "application/octet-stream":
        String looks = looks();
        return looks.isEmpty() ? "" : type + " and what looks like " + looks;
      default:
        return type;
    }
  }

  private String looks() throws IOException {
    BufferedSource source = response.body().source();
    source.request(SNIFFED_BYTES);
    String start = source.getBuffer().snapshot().utf8().replace("\uFEFF", "").trim();
    return start.startsWith("<") ? "HTML" : start.startsWith("{") ? "JSON" : "";
  }
}
