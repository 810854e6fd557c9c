package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/** The settings of a connection to Pigment: URL, key, timeouts and retries. */
public final class ConnectionSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]", Pattern.CASE_INSENSITIVE);

  private final String baseUrl;
  private final ApiToken apiToken;
  private final String userAgent;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final RetryPolicy retryPolicy;
  private final ProtocolPolicy protocolPolicy;

  private ConnectionSettings(Builder builder) {
    this.baseUrl = Objects.requireNonNull(builder.baseUrl, "baseUrl");
    this.apiToken = Objects.requireNonNull(builder.apiToken, "apiToken");
    this.userAgent = Objects.requireNonNull(builder.userAgent, "userAgent");
    this.connectTimeout = Objects.requireNonNull(builder.connectTimeout, "connectTimeout");
    this.readTimeout = Objects.requireNonNull(builder.readTimeout, "readTimeout");
    this.retryPolicy = Objects.requireNonNull(builder.retryPolicy, "retryPolicy");
    this.protocolPolicy = Objects.requireNonNull(builder.protocolPolicy, "protocolPolicy");
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether a URL's host is this machine. */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }

  public String baseUrl() {
    return baseUrl;
  }

  /** Returns whether {@link #baseUrl} points to this machine. */
  public boolean isLocal() {
    return isLoopback(URI.create(baseUrl).getHost());
  }

  public ApiToken apiToken() {
    return apiToken;
  }

  public String userAgent() {
    return userAgent;
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration readTimeout() {
    return readTimeout;
  }

  public RetryPolicy retryPolicy() {
    return retryPolicy;
  }

  public ProtocolPolicy protocolPolicy() {
    return protocolPolicy;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ConnectionSettings)) {
      return false;
    }
    ConnectionSettings that = (ConnectionSettings) other;
    return baseUrl.equals(that.baseUrl)
        && apiToken.equals(that.apiToken)
        && userAgent.equals(that.userAgent)
        && connectTimeout.equals(that.connectTimeout)
        && readTimeout.equals(that.readTimeout)
        && retryPolicy.equals(that.retryPolicy)
        && protocolPolicy == that.protocolPolicy;
  }

  @Override
  public int hashCode() {
    return Objects.hash(baseUrl, apiToken, retryPolicy);
  }

  /** Returns a description with the URL but without the key. */
  @Override
  public String toString() {
    return "Pigment at " + baseUrl;
  }

  /** A builder for connection settings. Every setting is required. */
  public static final class Builder {
    private String baseUrl;
    private ApiToken apiToken;
    private String userAgent;
    private Duration connectTimeout;
    private Duration readTimeout;
    private RetryPolicy retryPolicy;
    private ProtocolPolicy protocolPolicy;

    private Builder() {}

    /**
     * Sets the URL, without a trailing slash. Its scheme is {@code https}, or {@code http} for the
     * loopback host.
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    public Builder apiToken(ApiToken apiToken) {
      this.apiToken = apiToken;
      return this;
    }

    /** Sets the {@code User-Agent} header, which must be printable ASCII. */
    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    /** Sets the timeout for each connection step: TCP connect, proxy CONNECT, and TLS handshake. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /** Sets the maximum time without data from Pigment, before the first byte and between bytes. */
    public Builder readTimeout(Duration readTimeout) {
      this.readTimeout = readTimeout;
      return this;
    }

    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = retryPolicy;
      return this;
    }

    public Builder protocolPolicy(ProtocolPolicy protocolPolicy) {
      this.protocolPolicy = protocolPolicy;
      return this;
    }

    public ConnectionSettings build() {
      return new ConnectionSettings(this);
    }
  }
}
