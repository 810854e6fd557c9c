package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An export that fails is resumed if the view is unchanged. */
@ParameterizedClass
@EnumSource(HttpVersion.class)
class ResumeTest {
  private static final String CSV =
      "Country;Note\nFR;Étagère 🛋️\nDE;\"two\nlines; \"\"quoted\"\"\"\nIT;16.66666666666667\n";
  private static final byte[] BYTES = CSV.getBytes(UTF_8);

  private final HttpVersion version;
  private final Simulator pigment;
  private final TestClient client;
  private final String view;
  private final Warnings warnings = Warnings.ofRetries();

  ResumeTest(HttpVersion version) {
    this.version = version;
    pigment = version.builder().start();
    client = TestClient.of(pigment);
    view = pigment.serve(View.of(CSV));
  }

  @AfterEach
  void close() {
    warnings.close();
    pigment.close();
  }

  @Test
  void resumesAtAnyByteAfterTheHeaderLine() {
    for (LongFunction<Fault> fault :
        Stream.<LongFunction<Fault>>of(
                Fault::cutAfter,
                Fault::resetAfter,
                n -> Fault.goAwayAfter(n).and(Fault.cutAfter(n)))
            .toList()) {
      for (int n = CSV.indexOf('\n') + 1; n < BYTES.length; n += 7) {
        pigment.next(fault.apply(n));
        assertArrayEquals(BYTES, client.export(view), fault.apply(n).toString());
        assertEquals(1, client.counters().retries());
        if (version != HttpVersion.HTTP_2) { // HTTP/2 may report the cut before the bytes.
          assertEquals(1, client.counters().resumes());
          assertEquals(BYTES.length + n, client.counters().bytes());
        }
      }
    }
  }

  @Test
  void restartsAfterFailureInsideTheHeaderLine() {
    pigment.next(Fault.cutAfter(5));

    assertArrayEquals(BYTES, client.export(view));
    assertEquals(1, client.counters().retries());
    assertEquals(0, client.counters().resumes());
  }

  @Test
  void resumesUpToMaxRetries() {
    pigment.next(
        Fault.cutAfter(20),
        Fault.cutAfter(50),
        Fault.resetAfter(20), // While the start is read again.
        Fault.status(503).retryAfter("0"),
        Fault.cutAfter(50)); // No byte further than before.

    assertArrayEquals(BYTES, client.export(view));

    assertEquals(5, client.counters().retries());
    assertEquals(3, client.counters().resumes());
  }

  @Test
  void resumesLargeView() {
    String large = Simulator.largeView(30_000);
    byte[] whole = client.export(large);
    pigment.next(Fault.cutAfter(234_567), Fault.resetAfter(2_345_678));

    assertArrayEquals(whole, client.export(large));
    assertEquals(2, client.counters().resumes());
  }

  @Test
  void failureAfterTheLastByteLosesNothing() {
    pigment.next(Fault.cutAfter(BYTES.length));

    assertArrayEquals(BYTES, client.export(view));
  }

  @Test
  void failsIfADigitChanged() {
    pigment.next(Fault.cutAfter(BYTES.length - 1), Fault.changedRecord(2));

    assertChanged(BYTES.length - 1);
    assertEquals(0, client.counters().resumes());
  }

  @Test
  void failsIfRecordsAreReordered() {
    pigment.next(Fault.cutAfter(60), Fault.reordered());

    assertChanged(60);
  }

  @Test
  void failsIfTheViewBecameShorter() {
    pigment.next(Fault.cutAfter(60), Fault.otherContent("text/csv", CSV.substring(0, 13)));

    assertChanged(60);
  }

  @Test
  void returnsNewStateIfOnlyLaterBytesChanged() {
    byte[] next = (CSV.substring(0, 40) + "another end\nand more\n").getBytes(UTF_8);
    pigment.next(Fault.cutAfter(30), Fault.otherContent("text/csv", new String(next, UTF_8)));

    assertArrayEquals(next, client.export(view));
    assertEquals(1, client.counters().resumes());
  }

  @Test
  void failsIfTheKeyExpiresBeforeTheResume() {
    pigment.next(Fault.cutAfter(60), Fault.status(401));

    String failure = failure();

    assertTrue(failure.startsWith("Pigment returned 401 for view " + view), failure);
    assertEquals(2, pigment.requests().size());
  }

  private void assertChanged(int consumed) {
    assertEquals(
        "The export of view "
            + view
            + " failed after "
            + consumed
            + " bytes, and the view changed before the export could be resumed. Run the read again."
            + " If this happens often, read the view when nobody is editing it.",
        failure());
    assertEquals(2, pigment.requests().size());
  }

  private String failure() {
    return assertThrows(PigmentException.class, () -> client.export(view)).getMessage();
  }
}
