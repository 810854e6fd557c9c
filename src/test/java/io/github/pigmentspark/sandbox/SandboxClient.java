package io.github.pigmentspark.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okio.Buffer;
import okio.BufferedSource;

/** A plain OkHttp client of one sandbox, which shows what arrives and how it ends. */
public final class SandboxClient implements AutoCloseable {
  /** An answer as far as it came; without any, the status is 0. */
  public record Received(
      int status, Protocol protocol, Headers headers, byte[] bytes, IOException failure) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> lines() {
      return text().lines().toList();
    }

    String header(String name) {
      return headers.get(name);
    }
  }

  private final Sandbox sandbox;
  private final OkHttpClient http;

  private SandboxClient(Sandbox sandbox, OkHttpClient http) {
    this.sandbox = sandbox;
    this.http = http;
  }

  /** One that shows each fault as it is. */
  public static SandboxClient of(Sandbox sandbox) {
    return new SandboxClient(sandbox, builder(sandbox).retryOnConnectionFailure(false).build());
  }

  /** One that does by itself what OkHttp does for everybody. */
  static SandboxClient retrying(Sandbox sandbox) {
    return new SandboxClient(sandbox, builder(sandbox).build());
  }

  private static OkHttpClient.Builder builder(Sandbox sandbox) {
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    if (sandbox.url().startsWith("https")) {
      HandshakeCertificates trust =
          new HandshakeCertificates.Builder().addTrustedCertificate(sandbox.certificate()).build();
      builder.sslSocketFactory(trust.sslSocketFactory(), trust.trustManager());
    }
    return builder;
  }

  /** Exports a view; a query may follow the id. */
  public Received export(String view) {
    return send(request(view).build());
  }

  Request.Builder request(String view) {
    return new Request.Builder()
        .url(sandbox.url() + "/api/export/view/" + view)
        .header("Authorization", "Bearer " + Sandbox.API_KEY);
  }

  Received send(Request request) {
    Buffer body = new Buffer();
    try (Response response = http.newCall(request).execute()) {
      IOException failure = null;
      try {
        BufferedSource source = response.body().source();
        while (source.read(body, 8192) != -1) {}
      } catch (IOException e) {
        failure = e;
      }
      return new Received(
          response.code(), response.protocol(), response.headers(), body.readByteArray(), failure);
    } catch (IOException e) {
      return new Received(0, null, Headers.of(), new byte[0], e);
    }
  }

  Response open(String view) throws IOException {
    return http.newCall(request(view).build()).execute();
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
