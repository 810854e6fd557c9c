package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.client.Warnings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import io.github.pigmentspark.pigment.TestSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RetryLoopTest {
  private static final IOException RESET = new IOException("reset");

  @Test
  void runsUntilAnAttemptSucceeds() throws InterruptedIOException {
    AtomicInteger attempts = new AtomicInteger();
    RetryLoop retries = retries(RetryPolicy.of(2, Duration.ofMinutes(1), Duration.ofMillis(1)));

    assertEquals(
        "done",
        retries.run(
            () -> {
              if (attempts.incrementAndGet() < 3) {
                throw RESET;
              }
              return "done";
            }));
    assertEquals(3, attempts.get());
  }

  @Test
  void waitsBeforeTheNextAttemptAndLogsIt() throws InterruptedIOException {
    AtomicInteger attempts = new AtomicInteger();
    RetryLoop retries = retries(RetryPolicy.of(2, Duration.ofMinutes(1), Duration.ofMillis(1)));
    long start = System.nanoTime();
    try (Warnings warnings = Warnings.ofRetries()) {
      retries.run(
          () -> {
            if (attempts.incrementAndGet() == 1) {
              throw rateLimit(Optional.of(Duration.ofSeconds(1)));
            }
            return "done";
          });
      assertEquals(List.of("too many Retrying in 1.0 s (retry 1 of 2)."), warnings.take());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis >= 1_000, millis + " ms");
  }

  @Test
  void givesUpAfterMaxRetries() {
    RetryLoop retries = retries(2, Duration.ofMinutes(10));
    retries.pauseAfter(RESET);
    retries.progressed(1_234_567);
    retries.pauseAfter(RESET);
    PigmentException failure = failure(retries, RESET);
    assertEquals(
        "The export of view v from https://pigment.app failed after 1,234,567 bytes: IOException:"
            + " reset. Gave up after 2 retries, the limit of maxRetries.",
        failure.getMessage());
    assertSame(RESET, failure.getCause());
  }

  @Test
  void doesNotRetryIfMaxRetriesIsZero() {
    assertEquals(
        "The export of view v from https://pigment.app failed before its first byte: IOException:"
            + " reset. Gave up after 0 retries, the limit of maxRetries.",
        failure(retries(0, Duration.ofMinutes(10)), RESET).getMessage());
  }

  @Test
  void countsRetriesOfTheWholeExport() {
    RetryLoop retries = retries(2, Duration.ofMinutes(10));
    retries.pauseAfter(RESET);
    retries.progressed(10);
    retries.pauseAfter(RESET);
    retries.progressed(20);
    assertTrue(failure(retries, RESET).getMessage().contains("after 2 retries"));
  }

  @Test
  void givesUpIfThePauseExceedsRetryTimeout() {
    IOException limited = rateLimit(Optional.of(Duration.ofSeconds(61)));
    assertEquals(
        "too many Gave up: the next retry, in 61.0 s, would exceed retryTimeout (60.0 s).",
        failure(retries(5, Duration.ofMinutes(1)), limited).getMessage());
  }

  @Test
  void resetsRetryTimeoutAfterNewBytes() throws InterruptedException {
    Duration timeout = Duration.ofMillis(300);
    RetryLoop retries = retries(RetryPolicy.of(5, timeout, Duration.ofMillis(1)));
    retries.pauseAfter(RESET);
    Thread.sleep(timeout.toMillis() + 50);
    retries.progressed(10);
    retries.pauseAfter(RESET); // Does not throw: this outage has just begun.
    Thread.sleep(timeout.toMillis() + 50);
    assertTrue(failure(retries, RESET).getMessage().contains("would exceed retryTimeout (0.3 s)"));
  }

  @Test
  void waitsAsLongAsRetryAfterSays() {
    assertEquals(
        Duration.ofMinutes(1),
        retries(5, Duration.ofMinutes(1))
            .pauseAfter(rateLimit(Optional.of(Duration.ofMinutes(1)))));
  }

  @Test
  void waitsLongerAfterRateLimitThanAfterFailure() {
    RetryLoop retries = retries(5, Duration.ofMinutes(10));
    long failure = retries.pauseAfter(RESET).toMillis();
    long unavailable =
        retries
            .pauseAfter(new RetryableStatusException("unavailable", 503, Optional.empty()))
            .toMillis();
    long limited = retries.pauseAfter(rateLimit(Optional.empty())).toMillis();
    assertTrue(failure <= 1_000, failure + " ms");
    assertTrue(unavailable <= 2_000, unavailable + " ms");
    assertTrue(limited >= 40_000, limited + " ms");
  }

  @Test
  void pausesEvenIfRetryAfterIsZero() {
    Duration pause =
        retries(5, Duration.ofMinutes(10)).pauseAfter(rateLimit(Optional.of(Duration.ZERO)));
    assertFalse(pause.isZero(), "or clocks that differ would use up the retries at once");
  }

  @Test
  void doesNotRetryAnUntrustedCertificate() {
    IOException untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("unable to find valid certification path"));
    for (IOException failure : new IOException[] {untrusted, new SSLPeerUnverifiedException("x")}) {
      String message = failure(retries(5, Duration.ofMinutes(10)), failure).getMessage();
      assertTrue(
          message.startsWith("The certificate of https://pigment.app is not trusted by this JVM"),
          message);
    }
  }

  @Test
  void doesNotRetryARedirectLoop() {
    RetryLoop retries = retries(5, Duration.ofMinutes(10));
    retries.pauseAfter(new ProtocolException("unexpected end of stream"));
    assertEquals(
        "The export of view v was redirected more than 20 times by https://pigment.app. Check"
            + " baseUrl and the network.",
        failure(retries, new ProtocolException("Too many follow-up requests: 21")).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"408, true", "429, true", "503, true", "529, true", "404, false", "501, false"})
  void retriesTransientStatusesOnly(int status, boolean expected) {
    assertEquals(expected, RetryLoop.isRetryable(status));
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, no data within readTimeout (600.0 s).",
    "Connect timed out, no connection within connectTimeout (10.0 s).",
    "connect timed out, no connection within connectTimeout (10.0 s)."
  })
  void namesTheOptionOfATimeout(String message, String expected) {
    assertEquals(
        "The export of view v from https://pigment.app failed before its first byte: "
            + expected
            + " Gave up after 0 retries, the limit of maxRetries.",
        failure(retries(0, Duration.ofMinutes(10)), new SocketTimeoutException(message))
            .getMessage());
  }

  @Test
  void doesNotRetryAnInterruptedAttempt() {
    InterruptedIOException interruption = new InterruptedIOException("interrupted");
    InterruptedIOException failure =
        assertThrows(
            InterruptedIOException.class,
            () ->
                retries(5, Duration.ofMinutes(10))
                    .run(
                        () -> {
                          throw interruption;
                        }));
    assertEquals("The export of view v was cancelled", failure.getMessage());
    assertSame(interruption, failure.getCause());
  }

  @Test
  void interruptEndsAPauseAndStaysSet() {
    RetryLoop retries = retries(RetryPolicy.of(5, Duration.ofHours(1), Duration.ofMinutes(30)));
    Thread.currentThread().interrupt();
    assertInterrupted(retries);
    assertTrue(Thread.interrupted());
  }

  @Test
  void endsPauseOnCancel() throws InterruptedException {
    RetryLoop retries = retries(RetryPolicy.of(5, Duration.ofHours(1), Duration.ofMinutes(30)));
    Thread canceller =
        new Thread(
            () -> {
              try {
                Thread.sleep(50);
              } catch (InterruptedException e) {
                return;
              }
              retries.cancel();
            });
    canceller.start();
    assertInterrupted(retries);
    canceller.join();
  }

  private static void assertInterrupted(RetryLoop retries) {
    assertThrows(
        InterruptedIOException.class,
        () ->
            retries.run(
                () -> {
                  throw RESET;
                }));
  }

  private static RetryLoop retries(int maxRetries, Duration timeout) {
    return retries(RetryPolicy.of(maxRetries, timeout, Duration.ofSeconds(1)));
  }

  private static RetryLoop retries(RetryPolicy policy) {
    return new RetryLoop(
        TestSettings.builder("https://pigment.app", "key")
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofMinutes(10))
            .retryPolicy(policy)
            .build(),
        "export of view v");
  }

  private static IOException rateLimit(Optional<Duration> retryAfter) {
    return new RetryableStatusException("too many", 429, retryAfter);
  }

  private static PigmentException failure(RetryLoop retries, IOException failure) {
    return assertThrows(PigmentException.class, () -> retries.pauseAfter(failure));
  }
}
