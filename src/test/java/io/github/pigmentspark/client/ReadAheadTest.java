package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.ApiToken;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.DateFormat;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ProtocolPolicy;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  private static final int PIECE = 100_000;

  // The thread of the test before may still be ending, so each test has a name of its own.
  private final String threadName = "read-ahead-under-test-" + UUID.randomUUID();

  private Simulator pigment;

  @BeforeEach
  void start() {
    pigment = Simulator.start();
  }

  @AfterEach
  void stop() {
    pigment.close();
  }

  @Test
  void theBytesAreThoseOfTheExport() throws Exception {
    byte[] csv = "a;b\n1;2\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    try (InputStream bytes = readAhead(pigment.serve(View.of(csv)))) {
      assertArrayEquals(csv, bytes.readAllBytes());
      assertEquals(-1, bytes.read(), "the end stays the end");
    }
  }

  @Test
  void aPieceLiesBetweenThePositionOfItsBufferAndItsLimit() throws Exception {
    byte[] csv = "a;b\n1;2\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    try (ReadAhead download =
        ReadAhead.of(
            export(pigment.serve(View.of(csv))), ReadAheadTest::buffer, () -> false, threadName)) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      Optional<ByteBuffer> next = download.next(buffer());
      while (next.isPresent()) {
        ByteBuffer piece = next.get();
        assertEquals(3, piece.position());
        assertTrue(piece.limit() <= 90);
        read.write(piece.array(), piece.position(), piece.remaining());
        for (int i = 0; i < piece.capacity(); i = i == 2 ? 90 : i + 1) {
          assertEquals(0, piece.array()[i], "what is around the piece is left as it is");
        }
        piece.limit(90);
        next = download.next(piece);
      }
      assertArrayEquals(csv, read.toByteArray());
    }
  }

  private static ByteBuffer buffer() {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    buffer.position(3).limit(90);
    return buffer;
  }

  @Test
  void aBufferWithoutRoomIsRefused() throws Exception {
    try (ReadAhead download =
        ReadAhead.of(
            export(Simulator.EXAMPLE_VIEW), ReadAheadTest::buffer, () -> false, threadName)) {
      assertEquals(
          "A buffer without room, which would look like the end",
          assertThrows(IllegalArgumentException.class, () -> download.next(ByteBuffer.allocate(0)))
              .getMessage());
    }
  }

  @Test
  void aReadOfNothingIsNotTheEnd() throws Exception {
    byte[] csv = "a;b\n1;2\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    InputStream halting =
        new FilterInputStream(new ByteArrayInputStream(csv)) {
          private int reads;

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return reads++ % 2 == 0 ? 0 : super.read(buffer, offset, Math.min(length, 3));
          }
        };
    try (ReadAhead download =
        ReadAhead.of(halting, ReadAheadTest::buffer, () -> false, threadName)) {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      Optional<ByteBuffer> next = download.next(buffer());
      while (next.isPresent()) {
        ByteBuffer piece = next.get();
        read.write(piece.array(), piece.position(), piece.remaining());
        piece.limit(90);
        next = download.next(piece);
      }
      assertArrayEquals(csv, read.toByteArray());
    }
  }

  @Test
  void nothingIsAskedBeforeTheFirstRead() throws Exception {
    InputStream bytes = readAhead(Simulator.EXAMPLE_VIEW);
    assertFalse(isDownloading());
    assertEquals(0, pigment.requests().size());
    bytes.close();
  }

  @Test
  void aFailureReachesTheReader() throws Exception {
    pigment.always(Fault.status(404));
    try (InputStream bytes = readAhead(Simulator.EXAMPLE_VIEW)) {
      assertThrows(PigmentException.class, bytes::read);
      assertThrows(PigmentException.class, bytes::read, "also when it asks again");
    }
  }

  @Test
  void closingEndsAReadUnderWayInAnotherThread() throws Exception {
    pigment.always(Fault.delay(Duration.ofSeconds(20)));
    InputStream bytes = readAhead(Simulator.EXAMPLE_VIEW);
    CompletableFuture<Integer> read = reading(bytes);
    while (pigment.requests().isEmpty()) {
      Thread.sleep(10);
    }

    bytes.close();
    Throwable end =
        assertThrows(CompletionException.class, () -> read.orTimeout(2, TimeUnit.SECONDS).join());
    assertEquals(InterruptedIOException.class, end.getCause().getClass());
    for (int i = 0; isDownloading() && i < 200; i++) {
      Thread.sleep(10);
    }
    assertFalse(isDownloading());
  }

  @Test
  void afterClosingThereIsNothingToRead() throws Exception {
    InputStream bytes = readAhead(Simulator.EXAMPLE_VIEW);
    bytes.close();
    assertThrows(InterruptedIOException.class, bytes::read);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void cancellingEndsARead() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    pigment.always(Fault.delay(Duration.ofSeconds(20)));
    try (InputStream bytes =
        Downloading.of(export(Simulator.EXAMPLE_VIEW), PIECE, cancelled::get, threadName)) {
      CompletableFuture<Integer> read = reading(bytes);
      cancelled.set(true);
      assertThrows(CompletionException.class, () -> read.orTimeout(2, TimeUnit.SECONDS).join());
    }
  }

  private static CompletableFuture<Integer> reading(InputStream bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return bytes.read();
          } catch (java.io.IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private InputStream readAhead(String view) {
    return Downloading.of(export(view), PIECE, () -> false, threadName);
  }

  private InputStream export(String view) {
    ConnectionSettings settings =
        ConnectionSettings.builder()
            .baseUrl(pigment.url())
            .apiToken(ApiToken.of(Simulator.API_KEY))
            .userAgent("test")
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(Duration.ofMinutes(1))
            .retryPolicy(RetryPolicy.of(0, Duration.ofMinutes(1), Duration.ofMillis(1)))
            .protocolPolicy(ProtocolPolicy.PREFER_HTTP2)
            .build();
    return PigmentClient.create(settings)
        .open(
            ExportRequest.builder(ExportKind.VIEW, view, DateFormat.ISO8601).build(),
            new TransferCounters());
  }

  private boolean isDownloading() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(threadName));
  }
}
