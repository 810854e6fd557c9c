package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.simulator.SimulatorClient.Received;
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

class SimulatorConnectionTest {
  @ParameterizedTest
  @EnumSource
  void speaksConfiguredProtocol(HttpVersion version) {
    try (Simulator simulator = version.builder().start();
        SimulatorClient client = SimulatorClient.of(simulator)) {
      Received export = client.export(Simulator.EXAMPLE_VIEW);

      assertEquals(version.protocol(), export.protocol());
      assertEquals(17, export.lines().size());
      assertEquals(
          version == HttpVersion.HTTP_2 ? "HTTP/2" : "HTTP/1.1",
          simulator.requests().get(0).protocol());
    }
  }

  @ParameterizedTest
  @EnumSource
  void reusesConnection(HttpVersion version) {
    try (Simulator simulator = version.builder().start();
        SimulatorClient client = SimulatorClient.of(simulator)) {
      for (int i = 0; i < 3; i++) {
        client.export(Simulator.EXAMPLE_VIEW);
      }

      assertEquals(
          List.of(0, 0, 0),
          simulator.requests().stream().map(SimulatorRequest::connection).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void compressesResponsesForClientsThatAcceptGzip(HttpVersion version) {
    try (Simulator simulator = version.builder().gzip().start();
        SimulatorClient client = SimulatorClient.of(simulator)) {
      Received unzipped = client.export(Simulator.EXAMPLE_VIEW);
      Received plain =
          client.send(
              client.request(Simulator.EXAMPLE_VIEW).header("Accept-Encoding", "identity").build());
      Received zipped =
          client.send(
              client.request(Simulator.EXAMPLE_VIEW).header("Accept-Encoding", "gzip").build());

      assertEquals(plain.text(), unzipped.text());
      assertEquals("gzip", zipped.header("Content-Encoding"));
      assertTrue(zipped.bytes().length < plain.bytes().length / 2);
      assertEquals(zipped.bytes().length, simulator.requests().get(0).bytesSent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesQuicklyDuringResponse(HttpVersion version) throws IOException {
    Simulator simulator = version.builder().start();
    try (SimulatorClient client = SimulatorClient.of(simulator);
        Response response = client.open(Simulator.largeView(1_000_000_000))) {
      response.body().source().require(1_000_000);

      assertTimeout(Duration.ofSeconds(3), simulator::close);
      assertThrows(IOException.class, () -> response.body().source().skip(Long.MAX_VALUE));
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesQuicklyDuringStallOrDelay(HttpVersion version) throws Exception {
    Simulator simulator = version.builder().start();
    simulator.next(Fault.stallAfter(10, Duration.ofMinutes(5)), Fault.delay(Duration.ofMinutes(5)));
    try (SimulatorClient client = SimulatorClient.of(simulator);
        Response response = client.open(Simulator.EXAMPLE_VIEW)) {
      response.body().source().require(10);
      Thread delayed = new Thread(() -> client.export(Simulator.EXAMPLE_VIEW));
      delayed.start();
      while (simulator.requests().size() < 2) {
        Thread.sleep(5);
      }

      assertTimeout(Duration.ofSeconds(3), simulator::close);
      delayed.join(5_000);
      assertFalse(delayed.isAlive());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noticesClientDisconnect(HttpVersion version) throws Exception {
    try (Simulator simulator = version.builder().start();
        SimulatorClient client = SimulatorClient.of(simulator)) {
      try (Response response = client.open(Simulator.largeView(1_000_000_000))) {
        response.body().source().require(1_000);
      }
      SimulatorRequest request = simulator.requests().get(0);
      for (int i = 0; i < 500 && request.outcome() == SimulatorRequest.Outcome.RUNNING; i++) {
        Thread.sleep(10);
      }
      assertEquals(SimulatorRequest.Outcome.ABANDONED, request.outcome());
      assertEquals(17, client.export(Simulator.EXAMPLE_VIEW).lines().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsConcurrentExportsApart(HttpVersion version) {
    try (Simulator simulator = version.builder().gzip().start();
        SimulatorClient client = SimulatorClient.of(simulator)) {
      Set<String> responses =
          IntStream.range(0, 16)
              .parallel()
              .mapToObj(i -> client.export(Simulator.largeView(20_000)).text())
              .collect(Collectors.toSet());

      assertEquals(Set.of(client.export(Simulator.largeView(20_000)).text()), responses);
    }
  }

  @Test
  void listensOnLoopbackOnly() throws IOException {
    try (Simulator simulator = Simulator.start()) {
      int port = HttpUrl.get(simulator.url()).port();
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
  void usesConfiguredPortAndNamesOneInUse() {
    int port;
    try (Simulator first = Simulator.start()) {
      port = HttpUrl.get(first.url()).port();
      Simulator.Builder taken = Simulator.builder().port(port);
      String message = assertThrows(UncheckedIOException.class, taken::start).getMessage();
      assertTrue(message.startsWith("Port " + port + ": "), message);
    }
    try (Simulator second = Simulator.builder().port(port).start()) {
      assertEquals("http://localhost:" + port, second.url());
    }
  }

  @Test
  void trustStoreContainsCertificate(@TempDir Path folder) throws Exception {
    try (Simulator simulator = Simulator.builder().tls().start()) {
      Path file = simulator.writeTrustStore(folder.resolve("trust.jks"));

      KeyStore store = KeyStore.getInstance("JKS");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, Simulator.TRUST_STORE_PASSWORD.toCharArray());
      }
      assertEquals(1, store.size());
      assertEquals(simulator.certificate(), store.getCertificate(store.aliases().nextElement()));
      assertTrue(simulator.certificatePem().startsWith("-----BEGIN CERTIFICATE-----"));
    }
  }

  @Test
  void hasNoCertificateWithoutTls() {
    try (Simulator simulator = Simulator.start()) {
      String message =
          assertThrows(IllegalStateException.class, simulator::certificate).getMessage();
      assertTrue(message.contains("builder().tls()"), message);
    }
  }
}
