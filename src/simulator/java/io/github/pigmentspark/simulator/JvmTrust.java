package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate that all HTTPS clients in this JVM trust. The clients read the trust store only
 * once, so call {@link #install} before creating the first client.
 */
public final class JvmTrust {
  static final Tls TLS = new Tls();

  private JvmTrust() {}

  /** Replaces the JVM's default trust store with one that contains only this certificate. */
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
