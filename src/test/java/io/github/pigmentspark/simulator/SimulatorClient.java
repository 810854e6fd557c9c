package io.github.pigmentspark.simulator;

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

/** A plain OkHttp client of one simulator, which returns what it receives and how that ends. */
public final class SimulatorClient implements AutoCloseable {
  /** A response, possibly incomplete; the status is 0 if there is none. */
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

  private final Simulator simulator;
  private final OkHttpClient http;

  private SimulatorClient(Simulator simulator, OkHttpClient http) {
    this.simulator = simulator;
    this.http = http;
  }

  /** Returns a client that doesn't retry, so that each fault is visible. */
  public static SimulatorClient of(Simulator simulator) {
    return new SimulatorClient(
        simulator, builder(simulator).retryOnConnectionFailure(false).build());
  }

  /** Returns a client with OkHttp's default retries. */
  static SimulatorClient retrying(Simulator simulator) {
    return new SimulatorClient(simulator, builder(simulator).build());
  }

  private static OkHttpClient.Builder builder(Simulator simulator) {
    OkHttpClient.Builder builder = new OkHttpClient.Builder();
    if (simulator.url().startsWith("https")) {
      HandshakeCertificates trust =
          new HandshakeCertificates.Builder()
              .addTrustedCertificate(simulator.certificate())
              .build();
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
        .url(simulator.url() + "/api/export/view/" + view)
        .header("Authorization", "Bearer " + Simulator.API_KEY);
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
