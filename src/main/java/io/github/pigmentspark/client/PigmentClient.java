package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pigmentspark.http.HttpClients;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Pigment for exports. */
public final class PigmentClient {
  private static final Logger LOG = LoggerFactory.getLogger(PigmentClient.class);
  private static final AtomicBoolean HTTP1_WARNED = new AtomicBoolean();
  private static final MediaType JSON = MediaType.get("application/json");

  private final ConnectionSettings settings;
  private final OkHttpClient http;

  private PigmentClient(ConnectionSettings settings, OkHttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** A client with these settings; it asks nothing yet. */
  public static PigmentClient create(ConnectionSettings settings) {
    // Its own and without idle connections: an export leaves nothing behind when it ends.
    // The time is also how often the pool looks after connections in use.
    return new PigmentClient(
        settings, HttpClients.create(settings, new ConnectionPool(0, 1, TimeUnit.MINUTES)));
  }

  /**
   * The bytes of an export, whole or not at all. Nothing is asked of Pigment before the first read.
   * Closing it, from any thread, ends a read under way.
   *
   * @param counters is told what the export costs, while it is read
   */
  public InputStream open(ExportRequest request, TransferCounters counters) {
    return new ExportStream(this, request, counters);
  }

  ConnectionSettings settings() {
    return settings;
  }

  Call call(ExportRequest request) {
    Request.Builder call =
        new Request.Builder()
            .header("Authorization", settings.apiToken().authorization())
            .header("Accept", "text/csv")
            .header("User-Agent", settings.userAgent());
    // Built by segment and parameter, so that no value can change the shape of the address.
    HttpUrl.Builder url = HttpUrl.get(settings.baseUrl()).newBuilder();
    if (request.kind() == ExportKind.VIEW) {
      url.addPathSegments("api/export/view")
          .addPathSegment(request.id())
          .addQueryParameter("dateFormat", request.dateFormat().value());
    } else {
      url.addPathSegments("api/v1/export")
          .addPathSegment(request.kind().noun())
          .addPathSegment(request.id());
      call.post(RequestBody.create(ExportBody.of(request).getBytes(UTF_8), JSON));
    }
    return http.newCall(call.url(url.build()).build());
  }

  /**
   * Checks that an answer is the start of an export, before any of its body is handed on.
   *
   * @throws IOException if it is not, and asking again may help
   * @throws PigmentException if it is not, and asking again cannot help
   */
  void check(Response response, ExportRequest request) throws IOException {
    ExportResponse answer = new ExportResponse(response, request, settings.apiToken());
    if (!response.isSuccessful()) {
      throw answer.failure();
    }
    answer.requireWhole();
    answer.requireCsv();
    if (response.protocol() != Protocol.HTTP_2) {
      http1(response, request);
    }
  }

  private void http1(Response response, ExportRequest request) {
    if (settings.protocolPolicy() == ProtocolPolicy.REQUIRE_HTTP2) {
      throw new PigmentException(
          String.format(
              "The export of %s came over %s, but requireHttp2 is set. Check what stands between"
                  + " Spark and Pigment (a proxy that cannot pass HTTP/2, a Java 8 before 8u252), or"
                  + " set requireHttp2 to false and accept that an export which fails on Pigment's"
                  + " side may be cut short without notice.",
              request, name(response.protocol())));
    }
    if (HTTP1_WARNED.compareAndSet(false, true)) {
      LOG.warn(
          "The export of {} comes over {}, where a failure on Pigment's side can cut it short"
              + " without notice. Use HTTP/2 where you can; requireHttp2=true insists on it. This"
              + " warning appears once.",
          request,
          name(response.protocol()));
    }
  }

  private static String name(Protocol protocol) {
    return protocol.toString().toUpperCase(Locale.ROOT);
  }
}
