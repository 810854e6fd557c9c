package io.github.pigmentspark.pigment;

import java.time.Duration;

/** Connection settings for tests, with short timeouts and pauses. */
public final class TestSettings {
  private TestSettings() {}

  /** Returns a builder with all settings, five retries among them. */
  public static ConnectionSettings.Builder builder(String baseUrl, String apiToken) {
    return ConnectionSettings.builder()
        .baseUrl(baseUrl)
        .apiToken(ApiToken.of(apiToken))
        .userAgent("test")
        .connectTimeout(Duration.ofSeconds(5))
        .readTimeout(Duration.ofSeconds(20))
        .retryPolicy(RetryPolicy.of(5, Duration.ofMinutes(1), Duration.ofMillis(1)))
        .protocolPolicy(ProtocolPolicy.PREFER_HTTP2);
  }
}
