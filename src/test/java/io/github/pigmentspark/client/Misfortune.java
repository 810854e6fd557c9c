package io.github.pigmentspark.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.pigmentspark.simulator.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A random view, a random fault for each request, and the outcomes that these allow. */
final class Misfortune {
  static final String VIEW = "c0ffee00-0000-4000-a000-000000000000";

  private static final String[] WORDS = {
    "a", "Étagère", "日本語", "🛋️", "\"b;\n\"\"c\"", ";", ";", ";", "\n", "\r\n", "16.66666666666667",
  };
  private static final int[] PASSING_STATUSES = {408, 429, 500, 502, 503, 504, 520};
  private static final int[] LASTING_STATUSES = {400, 401, 403, 404, 413, 422};

  /** The fate of one request: a transient fault, another state of the view, or a failure. */
  private record Step(Fault fault, byte[] state, String lastingFailure) {}

  private final Random dice;
  private final boolean gzip;
  private final byte[] view;
  private final int wireLength;
  private final List<Step> steps = new ArrayList<>();

  private Misfortune(long seed, boolean gzip) {
    this.dice = new Random(seed * 0x9E3779B97F4A7C15L);
    this.gzip = gzip;
    this.view = randomView();
    this.wireLength = gzip ? packedLength(view) : view.length;
    int faults = 1 + dice.nextInt(TestClient.MAX_RETRIES + 1);
    for (int i = 0; i < faults; i++) {
      steps.add(passing());
    }
    int kind = dice.nextInt(8);
    if (kind == 0) {
      steps.set(dice.nextInt(faults), lasting());
    } else if (kind <= 2) {
      steps.set(dice.nextInt(faults), changed());
    }
  }

  static Misfortune of(long seed, boolean gzip) {
    return new Misfortune(seed, gzip);
  }

  Random dice() {
    return dice;
  }

  byte[] view() {
    return view;
  }

  Fault[] faults() {
    return steps.stream().map(Step::fault).toArray(Fault[]::new);
  }

  /** Returns the state of the view that the request of this number gets, from 0. */
  byte[] stateAt(int request) {
    return request < steps.size() ? steps.get(request).state() : view;
  }

  /** Returns the kind of a failure, or fails if none of these faults explains it. */
  String explain(String failure) {
    if (failure.contains("Gave up after 5 retries, the limit of maxRetries")) {
      assertEquals(TestClient.MAX_RETRIES + 1, steps.size(), failure);
      return "failed, too many faults";
    }
    if (failure.contains("changed before the export could be resumed")) {
      assertTrue(steps.stream().anyMatch(step -> step.state() != view), failure);
      return "failed, the view changed";
    }
    return steps.stream()
        .map(Step::lastingFailure)
        .filter(lasting -> !lasting.isEmpty() && failure.contains(lasting))
        .findFirst()
        .map(lasting -> "failed for good")
        .orElseGet(() -> fail("Not a failure of this misfortune: " + failure));
  }

  private Step passing() {
    return new Step(passingFault(), view, "");
  }

  private Fault passingFault() {
    long n = dice.nextInt(wireLength + 1);
    return switch (dice.nextInt(11)) {
      case 0 -> Fault.status(oneOf(PASSING_STATUSES)).retryAfter(dice.nextBoolean() ? "0" : now());
      case 1 -> Fault.noResponse();
      case 2 -> Fault.refusedStream();
      case 3 -> Fault.resetAfter(n);
      case 4 -> Fault.goAwayAfter(n / 2).and(Fault.cutAfter(n));
      case 5 -> Fault.contentLength().and(Fault.cutAfter(n));
      // Without a length or a checksum, a clean early end cannot be detected.
      case 6 -> gzip ? Fault.endAfter(n) : Fault.contentLength().and(Fault.endAfter(n));
      case 7 ->
          gzip ? Fault.endedByClosing().and(Fault.cutAfter(n)) : Fault.contentLengthTooLargeBy(1);
      case 8 -> Fault.stallAfter(n / 2, Duration.ofMillis(3)).and(Fault.cutAfter(n));
      default -> Fault.cutAfter(n);
    };
  }

  private Step lasting() {
    return switch (dice.nextInt(4)) {
      case 0 -> new Step(Fault.loginPage(), view, "is not CSV: the response has type text/html");
      case 1 ->
          new Step(Fault.jsonError(), view, "is not CSV: the response has type application/json");
      default -> {
        int status = oneOf(LASTING_STATUSES);
        yield new Step(
            Fault.status(status), view, "Pigment returned " + status + " for view " + VIEW);
      }
    };
  }

  /** Changes or removes bytes, and cuts some of these responses, too. */
  private Step changed() {
    int at = dice.nextInt(view.length);
    Fault fault;
    byte[] state;
    if (dice.nextBoolean()) {
      byte other = (byte) (view[at] == 'x' ? 'y' : 'x');
      fault = Fault.overwritten(at, other);
      state = view.clone();
      state[at] = other;
    } else {
      String text = new String(view, UTF_8);
      String shorter = text.substring(0, 1 + dice.nextInt(text.length())) + "!\n";
      fault = Fault.otherContent("text/csv; charset=utf-8", shorter);
      state = shorter.getBytes(UTF_8);
    }
    return dice.nextBoolean()
        ? new Step(fault, state, "")
        : new Step(fault.and(Fault.cutAfter(dice.nextInt(wireLength))), state, "");
  }

  /** Returns ten to a hundred thousand bytes; all orders of magnitude are equally likely. */
  private byte[] randomView() {
    int size = (int) Math.pow(10, 1 + 4 * dice.nextDouble());
    StringBuilder text = new StringBuilder("Country;Month\n");
    while (text.length() < size) {
      text.append(WORDS[dice.nextInt(WORDS.length)]).append(dice.nextInt());
    }
    return text.append('\n').toString().getBytes(UTF_8);
  }

  private static int packedLength(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.size();
  }

  private int oneOf(int[] values) {
    return values[dice.nextInt(values.length)];
  }

  private static String now() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }

  @Override
  public String toString() {
    return view.length + " bytes, " + steps.stream().map(Step::fault).toList();
  }
}
