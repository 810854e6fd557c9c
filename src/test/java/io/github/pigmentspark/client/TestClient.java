package io.github.pigmentspark.client;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.pigment.TestSettings;
import io.github.pigmentspark.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Exports with settings for tests, and counts what the last export transferred. */
final class TestClient {
  static final int MAX_RETRIES = 5;

  private final ConnectionSettings.Builder settings;
  private int maxRetries = MAX_RETRIES;
  private Duration retryTimeout = Duration.ofMinutes(1);
  private TransferCounters counters = new TransferCounters();

  private TestClient(String url) {
    this.settings = TestSettings.builder(url, Simulator.API_KEY);
  }

  static TestClient of(Simulator pigment) {
    return of(pigment.url());
  }

  static TestClient of(String url) {
    return new TestClient(url);
  }

  TestClient maxRetries(int maxRetries) {
    this.maxRetries = maxRetries;
    return this;
  }

  TestClient connectTimeout(Duration connectTimeout) {
    settings.connectTimeout(connectTimeout);
    return this;
  }

  TestClient readTimeout(Duration readTimeout) {
    settings.readTimeout(readTimeout);
    return this;
  }

  TestClient retryTimeout(Duration retryTimeout) {
    this.retryTimeout = retryTimeout;
    return this;
  }

  TestClient requireHttp2() {
    settings.protocolPolicy(ProtocolPolicy.REQUIRE_HTTP2);
    return this;
  }

  InputStream open(String view) {
    return open(view(view));
  }

  InputStream open(ExportRequest request) {
    counters = new TransferCounters();
    settings.retryPolicy(RetryPolicy.of(maxRetries, retryTimeout, Duration.ofMillis(1)));
    return PigmentClient.create(settings.build()).open(request, counters);
  }

  /** Returns all bytes of an export. */
  byte[] export(String view) {
    return export(view(view));
  }

  /** Returns all bytes of an export. */
  byte[] export(ExportRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream in = open(request)) {
      in.transferTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  TransferCounters counters() {
    return counters;
  }

  private static ExportRequest view(String id) {
    return ExportRequest.builder(ExportKind.VIEW, id, DateFormat.ISO8601).build();
  }
}
