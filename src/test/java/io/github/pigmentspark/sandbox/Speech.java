package io.github.pigmentspark.sandbox;

import okhttp3.Protocol;

/** The ways to talk to a sandbox. */
public enum Speech {
  HTTP_1,
  HTTPS_1,
  HTTP_2;

  /** A sandbox that talks so, with a certificate that this JVM may trust. */
  public Sandbox.Builder builder() {
    return switch (this) {
      case HTTP_1 -> Sandbox.builder();
      case HTTPS_1 -> Sandbox.builder().trustedTls().http1Only();
      case HTTP_2 -> Sandbox.builder().trustedTls();
    };
  }

  Protocol protocol() {
    return this == HTTP_2 ? Protocol.HTTP_2 : Protocol.HTTP_1_1;
  }
}
