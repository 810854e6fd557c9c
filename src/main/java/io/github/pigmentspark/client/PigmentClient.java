package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pigmentspark.http.HttpClients;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A client for Pigment's export API. */
public final class PigmentClient {
  private static final MediaType JSON = MediaType.get("application/json");

  private final ConnectionSettings settings;
  private final OkHttpClient http;

  private PigmentClient(ConnectionSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Creates a client. No request is sent yet. */
  public static PigmentClient create(ConnectionSettings settings) {
    // No idle connections are kept, so that an export leaves none open when it ends. The pool
    // checks the connections in use once a minute.
    return new PigmentClient(
        settings, HttpClients.create(settings, new ConnectionPool(0, 1, TimeUnit.MINUTES)));
  }

  /**
   * Opens a resumable stream of an export's bytes. The first read sends the first request. Any
   * thread may close the stream, which makes a pending read fail.
   *
   * @param counters the counters that the stream updates
   */
  public InputStream open(ExportRequest request, TransferCounters counters) {
    return new ExportStream(settings, request, () -> newCall(request), counters);
  }

  private Call newCall(ExportRequest request) {
    Request.Builder call = new Request.Builder().header("Accept", "text/csv");
    // The URL is built from segments and parameters, so that no value can change its structure.
    HttpUrl.Builder url = HttpUrl.get(settings.baseUrl()).newBuilder();
    if (request.kind() == ExportKind.VIEW) {
      url.addPathSegments("api/export/view")
          .addPathSegment(request.id())
          .addQueryParameter("dateFormat", request.dateFormat().value());
      return http.newCall(call.url(url.build()).build());
    }
    url.addPathSegments("api/v1/export")
        .addPathSegment(request.kind().noun())
        .addPathSegment(request.id());
    call.post(RequestBody.create(ExportBody.of(request).getBytes(UTF_8), JSON));
    // After a 301, 302 or 303, OkHttp would replace the POST with a GET, which exports something
    // else.
    return http.newBuilder().followRedirects(false).build().newCall(call.url(url.build()).build());
  }
}
