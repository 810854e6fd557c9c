package io.github.pigmentspark.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.simulator.Fault;
import io.github.pigmentspark.simulator.Simulator;
import io.github.pigmentspark.simulator.View;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadStreamTest {
  private static final String VIEW = Simulator.EXAMPLE_VIEW;

  // The thread of the previous test may still be ending.
  private final String threadName = "read-ahead-under-test-" + UUID.randomUUID();

  private final Simulator pigment = Simulator.start();

  @AfterEach
  void stop() {
    pigment.close();
  }

  @Test
  void returnsTheBytesOfTheExport() throws Exception {
    byte[] csv = "a;b\n1;2\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    try (InputStream bytes = readAhead(pigment.serve(View.of(csv)))) {
      assertEquals(0, bytes.read(new byte[1], 0, 0));
      assertArrayEquals(csv, bytes.readAllBytes());
      assertEquals(-1, bytes.read(), "after the end");
    }
  }

  @Test
  void continuesAfterEmptyReads() throws Exception {
    byte[] csv = "a;b\n1;2\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    InputStream halting =
        new FilterInputStream(new ByteArrayInputStream(csv)) {
          private int reads;

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return reads++ % 2 == 0 ? 0 : super.read(buffer, offset, Math.min(length, 3));
          }
        };
    try (InputStream bytes = ReadAheadStream.of(halting, () -> false, threadName)) {
      assertArrayEquals(csv, bytes.readAllBytes());
    }
  }

  @Test
  void returnsTheFirstBytesBeforeAChunkIsFull() throws Exception {
    pigment.always(Fault.stallAfter(100, Duration.ofMinutes(5)));
    try (InputStream bytes = readAhead(VIEW)) {
      bytes.readNBytes(100);
    }
  }

  @Test
  void sendsNoRequestBeforeTheFirstRead() throws Exception {
    InputStream bytes = readAhead(VIEW);
    assertFalse(isRunning());
    assertEquals(0, pigment.requests().size());
    bytes.close();
  }

  @Test
  void throwsTheSourcesException() throws Exception {
    pigment.always(Fault.status(404));
    try (InputStream bytes = readAhead(VIEW)) {
      assertThrows(PigmentException.class, bytes::read);
      assertThrows(PigmentException.class, bytes::read, "again");
    }
  }

  @Test
  void closeEndsAPendingReadInAnotherThread() throws Exception {
    pigment.always(Fault.delay(Duration.ofSeconds(20)));
    InputStream bytes = readAhead(VIEW);
    CompletableFuture<Integer> read = startRead(bytes);
    while (pigment.requests().isEmpty()) {
      Thread.sleep(10);
    }

    bytes.close();
    Throwable end =
        assertThrows(CompletionException.class, () -> read.orTimeout(2, TimeUnit.SECONDS).join());
    assertEquals(InterruptedIOException.class, end.getCause().getClass());
    for (int i = 0; isRunning() && i < 200; i++) {
      Thread.sleep(10);
    }
    assertFalse(isRunning());
  }

  @Test
  void readFailsAfterClose() throws Exception {
    InputStream bytes = readAhead(VIEW);
    bytes.close();
    assertThrows(InterruptedIOException.class, bytes::read);
    assertEquals(0, pigment.requests().size());
  }

  @Test
  void cancellationEndsAPendingRead() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    pigment.always(Fault.delay(Duration.ofSeconds(20)));
    try (InputStream bytes =
        ReadAheadStream.of(TestClient.of(pigment).open(VIEW), cancelled::get, threadName)) {
      CompletableFuture<Integer> read = startRead(bytes);
      cancelled.set(true);
      Throwable end =
          assertThrows(CompletionException.class, () -> read.orTimeout(2, TimeUnit.SECONDS).join());
      assertEquals(InterruptedIOException.class, end.getCause().getClass());
    }
  }

  @Test
  void countsTheTimeThatReadsWait() throws Exception {
    pigment.always(Fault.delay(Duration.ofMillis(100)));
    try (ReadAheadStream bytes = readAhead(VIEW)) {
      bytes.readAllBytes();
      assertTrue(bytes.waitingNanos() > 90_000_000, bytes.waitingNanos() + " ns");
    }
  }

  private static CompletableFuture<Integer> startRead(InputStream bytes) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return bytes.read();
          } catch (IOException e) {
            throw new CompletionException(e);
          }
        });
  }

  private ReadAheadStream readAhead(String view) {
    return ReadAheadStream.of(
        TestClient.of(pigment).maxRetries(0).open(view), () -> false, threadName);
  }

  private boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(threadName));
  }
}
