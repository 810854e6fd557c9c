package io.github.pigmentspark.client;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A client that waits for little, and what its last export cost. */
final class TestClient {
  static final int MAX_RETRIES = 5;

  private final String url;
  private int maxRetries = MAX_RETRIES;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration readTimeout = Duration.ofSeconds(20);
  private Duration retryTimeout = Duration.ofMinutes(1);
  private ProtocolPolicy protocolPolicy = ProtocolPolicy.PREFER_HTTP2;
  private TransferCounters counters = new TransferCounters();

  private TestClient(String url) {
    this.url = url;
  }

  static TestClient of(Simulator pigment) {
    return new TestClient(pigment.url());
  }

  static TestClient of(String url) {
    return new TestClient(url);
  }

  TestClient maxRetries(int maxRetries) {
    this.maxRetries = maxRetries;
    return this;
  }

  TestClient connectTimeout(Duration connectTimeout) {
    this.connectTimeout = connectTimeout;
    return this;
  }

  /** The other timeout is no longer than this one. */
  TestClient readTimeout(Duration readTimeout) {
    this.connectTimeout = readTimeout.compareTo(connectTimeout) < 0 ? readTimeout : connectTimeout;
    this.readTimeout = readTimeout;
    return this;
  }

  TestClient retryTimeout(Duration retryTimeout) {
    this.retryTimeout = retryTimeout;
    return this;
  }

  TestClient requireHttp2() {
    this.protocolPolicy = ProtocolPolicy.REQUIRE_HTTP2;
    return this;
  }

  ExportStream open(String view) {
    return open(ExportRequest.builder(ExportKind.VIEW, view, DateFormat.ISO8601).build());
  }

  ExportStream open(ExportRequest request) {
    counters = new TransferCounters();
    ConnectionSettings settings =
        ConnectionSettings.builder()
            .baseUrl(url)
            .apiToken(ApiToken.of(Simulator.API_KEY))
            .userAgent("test")
            .connectTimeout(connectTimeout)
            .readTimeout(readTimeout)
            .retryPolicy(RetryPolicy.of(maxRetries, retryTimeout, Duration.ofMillis(1)))
            .protocolPolicy(protocolPolicy)
            .build();
    return new ExportStream(PigmentClient.create(settings), request, counters);
  }

  /** The bytes of a whole export. */
  byte[] export(String view) {
    return export(ExportRequest.builder(ExportKind.VIEW, view, DateFormat.ISO8601).build());
  }

  /** The bytes of a whole export. */
  byte[] export(ExportRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ExportStream in = open(request)) {
      in.transferTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  TransferCounters counters() {
    return counters;
  }
}
