package io.github.pigmentspark.client;

import io.github.pigmentspark.http.ErrorResponse;
import io.github.pigmentspark.http.Quote;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A response to an export request, which is checked before its body is read. */
final class ExportResponse {
  private static final Logger LOG = LoggerFactory.getLogger(ExportResponse.class);
  private static final AtomicBoolean HTTP1_WARNED = new AtomicBoolean();

  private final Response response;
  private final ExportRequest request;
  private final ConnectionSettings settings;

  private ExportResponse(Response response, ExportRequest request, ConnectionSettings settings) {
    this.response = response;
    this.request = request;
    this.settings = settings;
  }

  /**
   * Checks that a response looks like a complete CSV export.
   *
   * @throws IOException if the check fails and a retry may succeed
   * @throws PigmentException if the check fails and a retry cannot succeed
   */
  static void check(Response response, ExportRequest request, ConnectionSettings settings)
      throws IOException {
    ExportResponse checked = new ExportResponse(response, request, settings);
    checked.requireSuccess();
    checked.requireComplete();
    checked.requireProtocol();
    checked.requireCsv();
  }

  private void requireSuccess() throws IOException {
    if (!response.isSuccessful()) {
      ErrorResponse error = new ErrorResponse(response, settings);
      throw error.failure(request, meaning(error));
    }
  }

  private String meaning(ErrorResponse error) {
    switch (response.code()) {
      case 400:
        return "the request is invalid. Check " + request.kind().settings();
      case 401:
        return "the key is missing, expired (keys stop working on the day of expiry), revoked or of"
            + " the wrong type. Use an Export API key in the format without dashes";
      case 403:
        return "the key is not accepted from this IP address. Check the key's IP allow list and its"
            + " owner's permissions";
      case 404:
        return notFound();
      case 413:
        return tooBig();
      case 422:
        return request.kind() == ExportKind.VIEW
            ? "the view does not belong to a list, a metric or a table"
            : "the block cannot be exported with these options. Check " + request.kind().settings();
      default:
        return error.meaning();
    }
  }

  private String notFound() {
    String path = HttpUrl.get(settings.baseUrl()).encodedPath();
    return String.format(
        "the %s does not exist, or the key's owner has no access to it. Check %s%s%s, and open the"
            + " %1$s in Pigment as the key's owner",
        request.kind().noun(),
        request.kind().idOption(),
        request.kind() == ExportKind.VIEW
            ? ""
            : " (use metricId for a metric, listId for a list, and tableId for a table)",
        path.equals("/") ? "" : " and baseUrl, which has the path " + path);
  }

  private String tooBig() {
    if (request.kind() != ExportKind.VIEW) {
      return String.format(
          "the %s is too big to be exported at once. Export less of it with %s",
          request.kind().noun(), request.kind().narrowingOptions());
    }
    return "the view is too big to be exported. "
        + (request.alternative().isEmpty()
            ? "Read its block with metricId, listId or tableId instead of viewId"
            : request.alternative())
        + ", or make a smaller view with fewer items on its pages or fewer metrics"
        + (request.alternative().isEmpty()
            ? ". The block's id is in the URL of the open view, before the question mark"
                + " (…/tables/<id of the block>?displayMode=Grid&viewId=…)"
            : "");
  }

  private void requireComplete() {
    boolean partial = response.header("Content-Range") != null;
    if (response.code() != HttpURLConnection.HTTP_OK || partial) {
      throw refused(
          "may be incomplete",
          String.format(
              Locale.ROOT,
              "has status %d%s instead of a plain 200",
              response.code(),
              partial ? " with a Content-Range" : ""));
    }
  }

  private void requireProtocol() {
    if (response.protocol() == Protocol.HTTP_2) {
      return;
    }
    String protocol = response.protocol().toString().toUpperCase(Locale.ROOT);
    if (settings.protocolPolicy() == ProtocolPolicy.REQUIRE_HTTP2) {
      throw new PigmentException(
          String.format(
              "The export of %s was sent over %s, but requireHttp2 is set. Check for a proxy that"
                  + " does not support HTTP/2, or a Java 8 older than 8u252. With"
                  + " requireHttp2=false, a failure on Pigment's side can silently truncate an"
                  + " export.",
              request, protocol));
    }
    if (!settings.isLocal() && HTTP1_WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "The export of {} is sent over {}, so a failure on Pigment's side can silently truncate"
              + " it. Use HTTP/2 if you can, and set requireHttp2=true to enforce it. This warning"
              + " appears only once.",
          request,
          protocol);
    }
  }

  private void requireCsv() throws IOException {
    if (response.body().source().exhausted()) {
      throw new PigmentException(
          String.format(
              "The export of %s is empty: it has no header line. Open the %s in Pigment as the"
                  + " key's owner, and check that it shows data.",
              request, request.kind().noun()));
    }
    String found = CsvSniffer.otherThanCsv(response, settings.apiToken());
    if (!found.isEmpty()) {
      throw refused("is not CSV", "has " + found);
    }
  }

  private PigmentException refused(String how, String found) {
    return new PigmentException(
        String.format(
            "The export of %s %s: the response %s. Check baseUrl and the network, because the"
                + " response may come from a proxy or a login page.%s",
            request, how, found, Quote.of(response, settings.apiToken())));
  }
}
