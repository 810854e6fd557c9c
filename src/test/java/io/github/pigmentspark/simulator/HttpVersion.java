package io.github.pigmentspark.simulator;

import okhttp3.Protocol;

/** The HTTP versions that a simulator supports, with and without TLS. */
public enum HttpVersion {
  HTTP_1,
  HTTPS_1,
  HTTP_2;

  /**
   * Returns a builder of a simulator with this protocol, whose certificate {@link JvmTrust} can
   * make trusted.
   */
  public Simulator.Builder builder() {
    return switch (this) {
      case HTTP_1 -> Simulator.builder();
      case HTTPS_1 -> Simulator.builder().trustedTls().http1Only();
      case HTTP_2 -> Simulator.builder().trustedTls();
    };
  }

  Protocol protocol() {
    return this == HTTP_2 ? Protocol.HTTP_2 : Protocol.HTTP_1_1;
  }
}
