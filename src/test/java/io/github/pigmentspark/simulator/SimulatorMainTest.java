package io.github.pigmentspark.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Unit;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsPathOfConnectorInSameFolder(@TempDir Path folder) throws IOException {
    String simulator = folder.resolve("connector-1.0-simulator.jar").toString();
    assertEquals("pigment-spark-connector-<version>.jar", SimulatorMain.connectorJar(simulator));

    Path connector = Files.createFile(folder.resolve("connector-1.0.jar"));

    assertEquals(connector.toString(), SimulatorMain.connectorJar(simulator));
  }

  @Test
  void servesUntilStoppedWithFiveLibraries() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                SimulatorMain.class.getName(),
                "--port",
                "0",
                "--gzip")
            .redirectErrorStream(true)
            .start();
    try (BufferedReader greeting =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      String address = greeting.readLine().replaceFirst(".* ", "");
      Request request =
          new Request.Builder()
              .url(address + "/api/export/view/" + Simulator.EXAMPLE_VIEW)
              .header("Authorization", "Bearer " + Simulator.API_KEY)
              .build();

      OkHttpClient client = new OkHttpClient();
      try (Response response = client.newCall(request).execute()) {
        assertTrue(response.body().string().startsWith("Country;Month;"));
      }
      String logged = greeting.lines().filter(line -> line.contains(" GET ")).findFirst().get();
      assertTrue(logged.endsWith("/api/export/view/" + Simulator.EXAMPLE_VIEW + " 200"), logged);
      assertTrue(program.isAlive());
    } finally {
      program.destroy();
      program.waitFor();
    }
  }

  @Test
  void helpListsEveryOption() {
    assertEquals(0, run("--help"));
    for (String option :
        List.of("--port N", "--tls", "--trust-store FILE", "--gzip", "--quiet", "--help")) {
      assertTrue(out.toString(StandardCharsets.UTF_8).contains(option), option);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --prot 80          | Unknown argument "--prot"
          --port             | --port needs a value
          --port eighty      | --port eighty: expected a number from 0 to 65535
          --port 65536       | --port 65536: expected a number from 0 to 65535
          --trust-store x    | --trust-store needs --tls
          """)
  void invalidArgumentExitsWith2AndItsName(String arguments, String message) {
    assertEquals(2, run(arguments.split(" ")));
    String printed = err.toString(StandardCharsets.UTF_8);
    assertTrue(printed.startsWith(message), printed);
  }

  @Test
  void portInUseExitsWith1() {
    try (Simulator taken = Simulator.start()) {
      String port = String.valueOf(URI.create(taken.url()).getPort());

      assertEquals(1, run("--port", port));
      String printed = err.toString(StandardCharsets.UTF_8);
      assertTrue(printed.startsWith("Port " + port + ": "), printed);
    }
  }

  @Test
  void unwritableTrustStoreExitsWith1(@TempDir Path folder) {
    Path file = folder.resolve("missing").resolve("trust.jks");

    assertEquals(1, run("--tls", "--trust-store", file.toString()));
    String printed = err.toString(StandardCharsets.UTF_8);
    assertTrue(printed.startsWith("Cannot write a trust store to " + file), printed);
  }

  private int run(String... arguments) {
    return SimulatorMain.run(List.of(arguments), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String classPath() {
    return Stream.of(
            SimulatorMain.class,
            MockWebServer.class,
            OkHttpClient.class,
            HeldCertificate.class,
            Buffer.class,
            Unit.class)
        .map(type -> Path.of(location(type)).toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static URI location(Class<?> type) {
    return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
  }
}
