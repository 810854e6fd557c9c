package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate that HTTPS clients of this JVM trust without being told. They read the trust store
 * once: {@link #install} has to come before the first of them.
 */
public final class JvmTrust {
  static final Tls TLS = new Tls();

  private JvmTrust() {}

  /** Makes a trust store with this certificate alone the one of the JVM. */
  public static void install() {
    try {
      Path file = Files.createTempFile("pigment-simulator", ".jks");
      file.toFile().deleteOnExit();
      System.setProperty("javax.net.ssl.trustStore", TLS.writeTrustStore(file).toString());
      System.setProperty("javax.net.ssl.trustStorePassword", Tls.TRUST_STORE_PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
