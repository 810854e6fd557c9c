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

/** A client of Pigment's export API. */
public final class PigmentClient {
  private static final MediaType JSON = MediaType.get("application/json");

  private final ConnectionSettings settings;
  private final OkHttpClient http;

  private PigmentClient(ConnectionSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Creates a client; sends no request. */
  public static PigmentClient create(ConnectionSettings settings) {
    // Keeps no idle connections, so that an export leaves none open when it ends. The minute is
    // how often the pool checks connections in use.
    return new PigmentClient(
        settings, HttpClients.create(settings, new ConnectionPool(0, 1, TimeUnit.MINUTES)));
  }

  /**
   * Opens a resumable stream of an export's bytes, which sends its first request with the first
   * read. Closing it, from any thread, ends a pending read.
   *
   * @param counters count what the stream transfers
   */
  public InputStream open(ExportRequest request, TransferCounters counters) {
    return new ExportStream(settings, request, () -> newCall(request), counters);
  }

  private Call newCall(ExportRequest request) {
    Request.Builder call = new Request.Builder().header("Accept", "text/csv");
    // Built by segment and parameter, so that no value can change the structure of the URL.
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
    // After a 301, 302 or 303, OkHttp would replace the POST by a GET, which exports something
    // else.
    return http.newBuilder().followRedirects(false).build().newCall(call.url(url.build()).build());
  }
}
