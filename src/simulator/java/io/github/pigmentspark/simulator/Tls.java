package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A self-signed certificate for the loopback host. */
final class Tls {
  static final String TRUST_STORE_PASSWORD = "changeit";

  private final HeldCertificate held =
      new HeldCertificate.Builder()
          .commonName("localhost")
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .build();

  /** The socket factory, which is created only once because that takes fifty milliseconds. */
  private final SSLSocketFactory socketFactory =
      new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory();

  SSLSocketFactory socketFactory() {
    return socketFactory;
  }

  X509Certificate certificate() {
    return held.certificate();
  }

  String certificatePem() {
    return held.certificatePem();
  }

  /** Writes a trust store in the JKS format, which Java 8 reads by default. */
  Path writeTrustStore(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setCertificateEntry("pigment-simulator", certificate());
      store.store(out, TRUST_STORE_PASSWORD.toCharArray());
      return file;
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException("Cannot write a trust store to " + file + ": " + e, e);
    }
  }
}
