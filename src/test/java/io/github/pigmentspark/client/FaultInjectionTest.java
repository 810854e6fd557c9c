package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random faults: each export returns one state of the view, to the byte, or fails with the reason.
 * {@code -Dfaults.seed=…} chooses other faults.
 */
class FaultInjectionTest {
  private static final long SEED = Long.getLong("faults.seed", 20_241_121);
  private static final Map<String, Integer> OUTCOMES = new TreeMap<>();
  private static long nextSeed = SEED;

  @ParameterizedTest
  @CsvSource({
    "HTTP_1, false, 90", "HTTP_1, true, 90",
    "HTTPS_1, false, 25", "HTTPS_1, true, 25",
    "HTTP_2, false, 35", "HTTP_2, true, 35",
  })
  void returnsOneStateOfTheViewOrFails(HttpVersion version, boolean gzip, int runs)
      throws IOException {
    Simulator.Builder builder = gzip ? version.builder().gzip() : version.builder();
    try (Simulator pigment = builder.start();
        Warnings warnings = Warnings.ofRetries()) {
      for (int run = 0; run < runs; run++) {
        long seed = nextSeed++;
        Misfortune misfortune = Misfortune.of(seed, gzip);
        String outcome;
        try {
          outcome = run(misfortune, pigment, warnings);
        } catch (AssertionError e) {
          throw new AssertionError("Seed " + seed + ": " + misfortune + ": " + e.getMessage(), e);
        }
        OUTCOMES.merge(version + (gzip ? " gzip: " : ": ") + outcome, 1, Integer::sum);
      }
    }
  }

  @AfterAll
  static void tell() {
    System.out.printf(
        "%d runs, seeds %d to %d: %s%n", nextSeed - SEED, SEED, nextSeed - 1, OUTCOMES);
  }

  private static String run(Misfortune misfortune, Simulator pigment, Warnings warnings)
      throws IOException {
    pigment.behave();
    pigment.serve(Misfortune.VIEW, View.of(misfortune.view()));
    pigment.next(misfortune.faults());
    int before = pigment.requests().size();
    TestClient client = TestClient.of(pigment);
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    String failure = "";
    try (InputStream export = client.open(Misfortune.VIEW)) {
      copy(export, received, misfortune.dice());
    } catch (PigmentException e) {
      failure = e.getMessage();
    }
    int requests = pigment.requests().size() - before;
    assertEquals(requests, client.counters().requests(), "each request is counted, none hidden");
    assertEquals(requests - 1, client.counters().retries(), "each retry is counted once");
    List<String> said = warnings.take();
    assertEquals(requests - 1, said.size(), () -> "each retry is logged once: " + said);
    assertFalse((failure + said).contains(Simulator.API_KEY), failure + said);
    if (!failure.isEmpty()) {
      return misfortune.explain(failure);
    }
    assertArrayEquals(misfortune.stateAt(requests - 1), received.toByteArray());
    assertTrue(client.counters().bytes() >= received.size());
    return client.counters().resumes() > 0
        ? "complete, resumed"
        : requests > 1 ? "complete, restarted" : "complete at once";
  }

  /** Copies in chunks of any size, every other time through a download thread. */
  private static void copy(InputStream export, ByteArrayOutputStream to, Random dice)
      throws IOException {
    try (InputStream in =
        dice.nextBoolean() ? export : ReadAheadStream.of(export, () -> false, "test-download")) {
      byte[] buffer = new byte[1 + dice.nextInt(64 * 1024)];
      int offset = dice.nextInt(buffer.length);
      int count = in.read(buffer, offset, buffer.length - offset);
      while (count >= 0) {
        to.write(buffer, offset, count);
        count = in.read(buffer, offset, buffer.length - offset);
      }
    }
  }
}
