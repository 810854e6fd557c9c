package io.github.pigmentspark.simulator;

import okhttp3.Protocol;

/** The ways to talk to a simulator. */
public enum Speech {
  HTTP_1,
  HTTPS_1,
  HTTP_2;

  /** A simulator that talks so, with a certificate that this JVM may trust. */
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
