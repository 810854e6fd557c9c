package io.github.pigmentspark.sandbox;

import okhttp3.Protocol;

/** The ways to talk to a sandbox. */
enum Speech {
  HTTP_1,
  HTTPS_1,
  HTTP_2;

  Sandbox.Builder builder() {
    return switch (this) {
      case HTTP_1 -> Sandbox.builder();
      case HTTPS_1 -> Sandbox.builder().tls().http1Only();
      case HTTP_2 -> Sandbox.builder().tls();
    };
  }

  Protocol protocol() {
    return this == HTTP_2 ? Protocol.HTTP_2 : Protocol.HTTP_1_1;
  }
}
