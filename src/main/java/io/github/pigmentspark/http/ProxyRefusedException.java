package io.github.pigmentspark.http;

import java.io.IOException;

/** A proxy wants a user and a password that it was not given; asking again cannot help. */
final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ProxyRefusedException(String message) {
    super(message);
  }
}
