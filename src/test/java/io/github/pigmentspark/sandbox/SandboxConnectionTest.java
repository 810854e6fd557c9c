package io.github.pigmentspark.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.sandbox.SandboxClient.Received;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxConnectionTest {
  @ParameterizedTest
  @EnumSource
  void theProtocolIsTheOneThatWasChosen(Speech speech) {
    try (Sandbox sandbox = speech.builder().start();
        SandboxClient client = SandboxClient.of(sandbox)) {
      Received export = client.export(Sandbox.EXAMPLE_VIEW);

      assertEquals(speech.protocol(), export.protocol());
      assertEquals(17, export.lines().size());
      assertEquals(
          speech == Speech.HTTP_2 ? "HTTP/2" : "HTTP/1.1", sandbox.requests().get(0).protocol());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionIsUsedAgain(Speech speech) {
    try (Sandbox sandbox = speech.builder().start();
        SandboxClient client = SandboxClient.of(sandbox)) {
      for (int i = 0; i < 3; i++) {
        client.export(Sandbox.EXAMPLE_VIEW);
      }

      assertEquals(
          List.of(0, 0, 0), sandbox.requests().stream().map(SandboxRequest::connection).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatClientsAcceptCompressedIsCompressedOnDemand(Speech speech) {
    try (Sandbox sandbox = speech.builder().gzip().start();
        SandboxClient client = SandboxClient.of(sandbox)) {
      Received unzipped = client.export(Sandbox.EXAMPLE_VIEW);
      Received plain =
          client.send(
              client.request(Sandbox.EXAMPLE_VIEW).header("Accept-Encoding", "identity").build());
      Received zipped =
          client.send(
              client.request(Sandbox.EXAMPLE_VIEW).header("Accept-Encoding", "gzip").build());

      assertEquals(plain.text(), unzipped.text());
      assertEquals("gzip", zipped.header("Content-Encoding"));
      assertTrue(zipped.bytes().length < plain.bytes().length / 2);
      assertEquals(zipped.bytes().length, sandbox.requests().get(0).bytesSent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingIsQuickWhileAResponseIsStreamed(Speech speech) throws IOException {
    Sandbox sandbox = speech.builder().start();
    try (SandboxClient client = SandboxClient.of(sandbox);
        Response response = client.open(Sandbox.largeView(1_000_000_000))) {
      response.body().source().require(1_000_000);

      assertTimeout(Duration.ofSeconds(3), sandbox::close);
      assertThrows(IOException.class, () -> response.body().source().skip(Long.MAX_VALUE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingIsQuickWhileAResponseIsStalledOrDelayed(Speech speech) throws Exception {
    Sandbox sandbox = speech.builder().start();
    sandbox.next(Fault.stallAfter(10, Duration.ofMinutes(5)), Fault.delay(Duration.ofMinutes(5)));
    try (SandboxClient client = SandboxClient.of(sandbox);
        Response response = client.open(Sandbox.EXAMPLE_VIEW)) {
      response.body().source().require(10);
      Thread delayed = new Thread(() -> client.export(Sandbox.EXAMPLE_VIEW));
      delayed.start();
      while (sandbox.requests().size() < 2) {
        Thread.sleep(5);
      }

      assertTimeout(Duration.ofSeconds(3), sandbox::close);
      delayed.join(5_000);
      assertFalse(delayed.isAlive());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatGoesAwayIsNoticed(Speech speech) throws Exception {
    try (Sandbox sandbox = speech.builder().start();
        SandboxClient client = SandboxClient.of(sandbox)) {
      try (Response response = client.open(Sandbox.largeView(1_000_000_000))) {
        response.body().source().require(1_000);
      }
      SandboxRequest request = sandbox.requests().get(0);
      for (int i = 0; i < 500 && request.outcome() == SandboxRequest.Outcome.RUNNING; i++) {
        Thread.sleep(10);
      }
      assertEquals(SandboxRequest.Outcome.ABANDONED, request.outcome());
      assertEquals(17, client.export(Sandbox.EXAMPLE_VIEW).lines().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void exportsAtTheSameTimeDoNotMix(Speech speech) {
    try (Sandbox sandbox = speech.builder().gzip().start();
        SandboxClient client = SandboxClient.of(sandbox)) {
      Set<String> answers =
          IntStream.range(0, 16)
              .parallel()
              .mapToObj(i -> client.export(Sandbox.largeView(20_000)).text())
              .collect(Collectors.toSet());

      assertEquals(Set.of(client.export(Sandbox.largeView(20_000)).text()), answers);
    }
  }

  @Test
  void onlyTheLoopbackInterfaceIsServed() throws IOException {
    try (Sandbox sandbox = Sandbox.start()) {
      int port = HttpUrl.get(sandbox.url()).port();
      List<InetAddress> others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> !address.isLoopbackAddress())
              .toList();

      for (InetAddress address : others) {
        assertThrows(IOException.class, () -> new Socket(address, port).close());
      }
    }
  }

  @Test
  void thePortCanBeChosenAndATakenOneIsNamed() {
    int port;
    try (Sandbox first = Sandbox.start()) {
      port = HttpUrl.get(first.url()).port();
      Sandbox.Builder taken = Sandbox.builder().port(port);
      String message = assertThrows(UncheckedIOException.class, taken::start).getMessage();
      assertTrue(message.startsWith("Port " + port + ": "), message);
    }
    try (Sandbox second = Sandbox.builder().port(port).start()) {
      assertEquals("http://localhost:" + port, second.url());
    }
  }

  @Test
  void theTrustStoreHoldsTheCertificate(@TempDir Path folder) throws Exception {
    try (Sandbox sandbox = Sandbox.builder().tls().start()) {
      Path file = sandbox.writeTrustStore(folder.resolve("trust.jks"));

      KeyStore store = KeyStore.getInstance("JKS");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, Sandbox.TRUST_STORE_PASSWORD.toCharArray());
      }
      assertEquals(1, store.size());
      assertEquals(sandbox.certificate(), store.getCertificate(store.aliases().nextElement()));
      assertTrue(sandbox.certificatePem().startsWith("-----BEGIN CERTIFICATE-----"));
    }
  }

  @Test
  void withoutTlsThereIsNoCertificate() {
    try (Sandbox sandbox = Sandbox.start()) {
      String message = assertThrows(IllegalStateException.class, sandbox::certificate).getMessage();
      assertTrue(message.contains("builder().tls()"), message);
    }
  }
}
