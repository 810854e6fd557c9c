package io.github.pigmentspark.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.HttpVersion;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.SimulatorClient;
import io.github.pigmentspark.simulator.View;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults in the middle of reads: a job returns the rows of the view, or fails with the reason. */
class FaultsIT extends SparkTest {
  private static final long SEED = Long.getLong("faults.seed", 20_241_121);
  private static final int RUNS = 11;
  private static final int RECORDS = 12_000;
  private static final String LARGE = Simulator.largeView(RECORDS);

  /** Records of a smaller view, which many runs read. It has several batches. */
  private static final int FEWER_RECORDS = 6_000;

  private static final String SCHEMA =
      "Country STRING, Product STRING, Code STRING, Month STRING, Day DATE, Units BIGINT,"
          + " Revenue DOUBLE, Margin DOUBLE, Active BOOLEAN, Comment STRING";
  private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

  private static volatile long heapGrown = Long.MAX_VALUE;

  private Warnings warnings;

  @BeforeEach
  void listen() {
    warnings = Warnings.ofRetries();
  }

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  @AfterAll
  static void tell() {
    System.out.printf("FaultsIT from seed %d: %s%n", SEED, OUTCOMES);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1, false",
    "HTTP_1, true",
    "HTTPS_1, false",
    "HTTPS_1, true",
    "HTTP_2, false",
    "HTTP_2, true",
  })
  void returnsEveryRowOnceOrFails(HttpVersion version, boolean gzip) {
    restart(gzip ? version.builder().gzip() : version.builder());
    String view = Simulator.largeView(FEWER_RECORDS);
    List<Row> all = rowsOf(view);
    assertEquals(FEWER_RECORDS, all.size());
    int wireLength = (int) pigment.requests().get(0).bytesSent();
    for (int run = 0; run < RUNS; run++) {
      long seed = SEED + RUNS * (2L * version.ordinal() + (gzip ? 1 : 0)) + run;
      Random dice = new Random(seed * 0x9E3779B97F4A7C15L);
      List<Fault> faults = new ArrayList<>();
      for (int i = dice.nextInt(5); i >= 0; i--) {
        faults.add(passing(dice, wireLength, gzip));
      }
      boolean changes = dice.nextInt(4) == 0;
      if (changes) {
        Fault changed = Fault.changedRecord(dice.nextInt(FEWER_RECORDS / 4));
        faults.add(changed.and(Fault.cutAfter(wireLength / 2)));
      }
      pigment.behave();
      pigment.next(faults.toArray(new Fault[0]));
      int before = pigment.requests().size();
      String name = "seed " + seed + ": " + faults;
      String outcome;
      try {
        List<Row> rows = rowsOf(view);
        for (int i = 0; i < FEWER_RECORDS; i++) {
          assertEquals(all.get(i), rows.get(i), name);
        }
        assertEquals(FEWER_RECORDS, rows.size(), name);
        outcome = "every row";
      } catch (Exception e) {
        String failure = messages(e);
        boolean tooMany = failure.contains("Gave up after 5 retries, the limit of maxRetries");
        assertTrue(
            tooMany && faults.size() > 5
                || changes && failure.contains("changed before the export could be resumed"),
            name + failure);
        outcome = tooMany ? "too many faults" : "the view changed";
      }
      int requests = pigment.requests().size() - before;
      assertEquals(requests - 1, warnings.take().size(), name);
      OUTCOMES.merge(outcome, 1, Integer::sum);
    }
  }

  private static Fault passing(Random dice, int wireLength, boolean gzip) {
    int n = dice.nextInt(wireLength);
    return switch (dice.nextInt(7)) {
      case 0 -> Fault.status(503).retryAfter("0");
      case 1 -> Fault.resetAfter(n);
      case 2 -> Fault.goAwayAfter(n / 2).and(Fault.cutAfter(n));
      case 3 -> gzip ? Fault.endAfter(n) : Fault.contentLength().and(Fault.endAfter(n));
      case 4 -> Fault.stallAfter(n, Duration.ofMillis(50)).and(Fault.cutAfter(n));
      default -> Fault.cutAfter(n);
    };
  }

  @Tag("spark-matrix")
  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void resumesAfterRowsWereReturned(HttpVersion version) {
    restart(version.builder());
    List<Row> all = rowsOf(LARGE);
    // Before the cut, the reader has turned the earlier bytes into rows.
    pigment.next(
        Fault.stallAfter(700_000, Duration.ofMillis(300)).and(Fault.cutAfter(700_000)),
        Fault.resetAfter(900_000));

    assertEquals(all, rowsOf(LARGE));

    List<String> said = warnings.take();
    assertEquals(2, said.size(), said::toString);
    assertTrue(said.get(0).contains(" failed after 700,000 bytes: "), said.get(0));
    assertTrue(said.get(0).endsWith(" (retry 1 of 5)."), said.get(0));
    assertFalse(said.toString().contains(Simulator.API_KEY));
  }

  @Tag("spark-matrix")
  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void failsIfTheViewChangesDuringTheRead(HttpVersion version) {
    restart(version.builder());
    pigment.next(Fault.cutAfter(700_000), Fault.changedRecord(3));

    String failure = failureOf(() -> rowsOf(LARGE));

    assertTrue(
        failure.contains(", and the view changed before the export could be resumed. Run the read"),
        failure);
  }

  @Test
  void returnsNewStateIfOnlyLaterRowsChanged() {
    String view = pigment.serve(View.of("a;b\n1;x\n2;y\n"));
    pigment.next(Fault.cutAfter(6), Fault.otherContent("text/csv", "a;b\n1;new\n3;z\n"));

    assertEquals("[1,new]\n[3,z]", rows(read().schema("a INT, b STRING").load(view)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILFAST", "PERMISSIVE", "DROPMALFORMED"})
  void rejectsTruncatedRecordInEveryMode(String mode) {
    List<Row> all = rowsOf(LARGE);
    byte[] export = bytesOf(LARGE);
    Random dice = new Random(SEED);
    for (int run = 0; run < 8; run++) {
      int end = 200_000 + dice.nextInt(700_000);
      Cut cut = Cut.of(export, end);
      pigment.next(Fault.endAfter(end));
      if (cut.looksLikeAnEnd()) {
        List<Row> rows = reader().option("mode", mode).load(LARGE).collectAsList();
        assertEquals(cut.wholeRecords() + (cut.isAfterRecord() ? 0 : 1), rows.size());
        assertEquals(all.subList(0, cut.wholeRecords()), rows.subList(0, cut.wholeRecords()));
      } else {
        String failure = failureOf(() -> reader().option("mode", mode).load(LARGE).collectAsList());
        assertTrue(
            failure.contains(
                "The export is cut off: record " + (cut.wholeRecords() + 1) + " ends "),
            failure);
      }
    }
    String view = pigment.serve(View.of("a;b;c\n1;2;3\n4;5;6\n"));
    for (int end = 13; end < 16; end++) {
      pigment.next(Fault.endAfter(end));
      String failure =
          failureOf(() -> read().schema("a INT").option("mode", mode).load(view).collectAsList());
      assertTrue(failure.contains("The export is cut off: record 2 ends after "), failure);
    }
  }

  @Test
  void warnsOfLastLineWithoutLineBreak() {
    String view = pigment.serve(View.of("a;b\n1;x\n2;y"));
    try (Warnings reader = Warnings.of("io.github.pigmentspark.decode.RowDecoder")) {
      assertEquals("[1,x]\n[2,y]", rows(read().schema("a INT, b STRING").load(view)));

      List<String> said = reader.take();
      assertEquals(1, said.size());
      assertTrue(
          said.get(0).startsWith("The last line of view " + view + " has no line break. It is"),
          said.get(0));
    }
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void failsIfContentLengthIsNotReached(HttpVersion version) {
    restart(version.builder());
    pigment.always(Fault.contentLengthTooLargeBy(1));

    String failure = failureOf(() -> rowsOf(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains(" failed after 575 bytes: "), failure);
    assertTrue(failure.contains("Gave up after 5 retries"), failure);
  }

  @Test
  void rejectsLoginPage() {
    pigment.always(Fault.loginPage());
    String failure = failureOf(() -> load(Simulator.EXAMPLE_VIEW));

    assertTrue(failure.contains("is not CSV: the response has type text/html"), failure);
    assertTrue(
        failure.contains("The response starts with: <!DOCTYPE html> <html><head><title>Sign in"),
        failure);
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void usesHttp2AndCanRequireIt(HttpVersion version) {
    restart(version.builder());
    DataFrameReader strict = read().option("requireHttp2", "true");
    if (version == HttpVersion.HTTP_2) {
      assertEquals(16, strict.load(Simulator.EXAMPLE_VIEW).count());
      assertTrue(pigment.requests().stream().allMatch(r -> r.protocol().equals("HTTP/2")));
    } else {
      String failure = failureOf(() -> strict.load(Simulator.EXAMPLE_VIEW));
      assertTrue(failure.contains("was sent over HTTP/1.1, but requireHttp2 is set"), failure);
      assertEquals(1, pigment.requests().size());
    }
  }

  @Test
  void limitsRecordsToMaxRecordSize() {
    restart(Simulator.builder().gzip());
    for (String start : new String[] {"", "a;b\n1;", "a;b\n1;\"", "a;b\n1;2\n3;\"x\"\"\n"}) {
      String view = pigment.serve(endless(start, "x"));

      String failure =
          failureOf(
              () ->
                  read()
                      .schema("a STRING, b STRING")
                      .option("maxRecordSize", "4m")
                      .load(view)
                      .collectAsList());

      assertTrue(
          failure.contains("of more than 4194304 bytes, the limit of maxRecordSize"), failure);
    }
  }

  @Test
  void rejectsMillionsOfColumns() {
    String view = pigment.serve(View.of(";".repeat(3_000_000) + "\n"));
    String failure = failureOf(() -> load(view));
    assertTrue(
        failure.contains("The header line is malformed: it has more than 100000 fields."), failure);

    String endless = pigment.serve(endless("a", ";"));
    String tooLong = failureOf(() -> read().option("maxRecordSize", "4m").load(endless));
    assertTrue(tooLong.contains("(the header) of more than 4194304 bytes"), tooLong);
  }

  @Test
  void decompressesGigabytesInConstantMemory() {
    restart(Simulator.builder().gzip());
    String record = "1;" + "x".repeat(1000) + "\n";
    String view = pigment.serve(repeated("a;b\n", record, 400_000));

    read()
        .schema("a INT, b STRING")
        .load(view)
        .foreachPartition((ForeachPartitionFunction<Row>) FaultsIT::measure);

    assertTrue(heapGrown < 32 * 1024 * 1024, heapGrown + " bytes more");
  }

  private static void measure(Iterator<Row> rows) {
    long before = 0;
    for (int i = 0; rows.hasNext(); i++) {
      rows.next();
      before = i == 1_000 ? usedHeap() : before;
    }
    heapGrown = usedHeap() - before;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static View endless(String start, String text) {
    return repeated(start, text, Long.MAX_VALUE);
  }

  private static View repeated(String start, String text, long times) {
    return View.streamed(
        View.Block.TABLE,
        (out, dates) -> {
          out.write(start.getBytes());
          byte[] part = text.repeat(4096).getBytes();
          for (long i = 0; i < times / 4096; i++) {
            out.write(part);
          }
          out.write(text.repeat((int) (times % 4096)).getBytes());
        });
  }

  private void restart(Simulator.Builder builder) {
    pigment.close();
    pigment = builder.start();
  }

  /** Sends one request per read, because the schema is given. */
  private DataFrameReader reader() {
    return read().schema(SCHEMA).option("retryInterval", "1ms");
  }

  private List<Row> rowsOf(String view) {
    return view.equals(Simulator.EXAMPLE_VIEW)
        ? read().schema("Country STRING, Margin DOUBLE").load(view).collectAsList()
        : reader().load(view).collectAsList();
  }

  private static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }

  private byte[] bytesOf(String view) {
    try (SimulatorClient client = SimulatorClient.of(pigment)) {
      return client.export(view + "?dateFormat=Iso8601").bytes();
    }
  }

  /** The records of a truncated export, found byte by byte. */
  private static final class Cut {
    private final int wholeRecords;
    private final int delimiters;
    private final boolean afterRecord;
    private final boolean insideQuotes;
    private final boolean insideCharacter;

    private Cut(byte[] export, int end) {
      int records = -1; // Without the header.
      int seen = 0;
      boolean quoted = false;
      for (int i = 0; i < end; i++) {
        quoted ^= export[i] == '"';
        if (!quoted && export[i] == ';') {
          seen++;
        } else if (!quoted && export[i] == '\n') {
          records++;
          seen = 0;
        }
      }
      wholeRecords = records;
      delimiters = seen;
      insideQuotes = quoted;
      afterRecord = !quoted && export[end - 1] == '\n';
      insideCharacter = (export[end] & 0xC0) == 0x80;
    }

    static Cut of(byte[] export, int end) {
      return new Cut(export, end);
    }

    int wholeRecords() {
      return wholeRecords;
    }

    boolean isAfterRecord() {
      return afterRecord;
    }

    /** Undetectable: it ended after a record, or inside the last field of one. */
    boolean looksLikeAnEnd() {
      return afterRecord || (delimiters == 9 && !insideQuotes && !insideCharacter);
    }
  }
}
