package io.github.pigmentspark.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
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
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLoopTest {
  private static final ExportRequest VIEW =
      ExportRequest.builder(ExportKind.VIEW, "v", DateFormat.ISO8601).build();
  private static final IOException RESET = new IOException("reset");

  @Test
  void itGivesUpAfterSoManyRetries() {
    RetryLoop retries = retries(2, Duration.ofMinutes(10));
    retries.pauseAfter(RESET, 0);
    retries.pauseAfter(RESET, 0);
    PigmentException end = end(retries, RESET, 1_234_567);
    assertEquals(
        "The export of view v from https://pigment.app broke after 1,234,567 bytes: IOException:"
            + " reset. Gave up after 2 retries, the limit of maxRetries.",
        end.getMessage());
    assertSame(RESET, end.getCause());
  }

  @Test
  void noRetriesMeansNone() {
    assertEquals(
        "The export of view v from https://pigment.app broke before its first byte: IOException:"
            + " reset. Gave up after 0 retries, the limit of maxRetries.",
        end(retries(0, Duration.ofMinutes(10)), RESET, 0).getMessage());
  }

  @Test
  void retriesAreCountedOverTheWholeExport() {
    RetryLoop retries = retries(2, Duration.ofMinutes(10));
    retries.pauseAfter(RESET, 0);
    retries.progressed();
    retries.pauseAfter(RESET, 10);
    retries.progressed();
    assertTrue(end(retries, RESET, 20).getMessage().contains("after 2 retries"));
  }

  @Test
  void itGivesUpWhereTheNextTryWouldComeTooLate() {
    IOException limited = rateLimit(Optional.of(Duration.ofSeconds(61)));
    assertEquals(
        "too many Gave up: the next try would be 61.0 s from now, beyond the retryTimeout of 60.0"
            + " s.",
        end(retries(5, Duration.ofMinutes(1)), limited, 0).getMessage());
  }

  @Test
  void theTimeOfAnOutageEndsWithItsFirstNewByte() throws InterruptedException {
    Duration timeout = Duration.ofMillis(300);
    RetryLoop retries = retries(RetryPolicy.of(5, timeout, Duration.ofMillis(1)));
    retries.pauseAfter(RESET, 0);
    Thread.sleep(timeout.toMillis() + 50);
    retries.progressed();
    retries.pauseAfter(RESET, 10); // Does not throw: this outage has just begun.
    Thread.sleep(timeout.toMillis() + 50);
    assertTrue(end(retries, RESET, 10).getMessage().contains("beyond the retryTimeout of 0.3 s"));
  }

  @Test
  void itWaitsAsLongAsPigmentAsks() {
    assertEquals(
        Duration.ofSeconds(59),
        retries(5, Duration.ofMinutes(1))
            .pauseAfter(rateLimit(Optional.of(Duration.ofSeconds(59))), 0));
  }

  @Test
  void itWaitsLongerForTheRateLimitThanForAFailure() {
    RetryLoop retries = retries(5, Duration.ofMinutes(10));
    long failure = retries.pauseAfter(RESET, 0).toMillis();
    long limited = retries.pauseAfter(rateLimit(Optional.empty()), 0).toMillis();
    assertTrue(failure <= 1000, failure + " ms");
    assertTrue(limited >= 40_000, limited + " ms");
  }

  @Test
  void aCertificateThatIsNotTrustedIsNotAskedAgain() {
    IOException untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("unable to find valid certification path"));
    for (IOException failure : new IOException[] {untrusted, new SSLPeerUnverifiedException("x")}) {
      String message = end(retries(5, Duration.ofMinutes(10)), failure, 0).getMessage();
      assertTrue(
          message.startsWith("The certificate of https://pigment.app is not trusted by this JVM"),
          message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, https://pigment.app sent nothing for readTimeout (600.0 s).",
    "Connect timed out, there was no connection to https://pigment.app within connectTimeout (10.0 s).",
    "connect timed out, there was no connection to https://pigment.app within connectTimeout (10.0 s)."
  })
  void aTimeoutNamesTheOptionThatSetIt(String message, String expected) {
    assertEquals(
        "The export of view v broke before its first byte: "
            + expected
            + " Gave up after 0 retries, the limit of maxRetries.",
        end(retries(0, Duration.ofMinutes(10)), new SocketTimeoutException(message), 0)
            .getMessage());
  }

  @Test
  void aWaitOfNothingIsStillAPause() {
    IOException limited = rateLimit(Optional.of(Duration.ZERO));
    Duration pause = retries(5, Duration.ofMinutes(10)).pauseAfter(limited, 0);
    assertFalse(pause.isZero(), "or clocks that differ would use up the retries at once");
  }

  @Test
  void aTimeoutIsNoCancellation() {
    assertTrue(RetryLoop.isInterruption(new InterruptedIOException("interrupted")));
    assertFalse(RetryLoop.isInterruption(new SocketTimeoutException("timeout")));
    assertFalse(RetryLoop.isInterruption(RESET));
  }

  private static RetryLoop retries(int most, Duration timeout) {
    return retries(RetryPolicy.of(most, timeout, Duration.ofSeconds(1)));
  }

  private static RetryLoop retries(RetryPolicy policy) {
    return new RetryLoop(
        ConnectionSettings.builder()
            .baseUrl("https://pigment.app")
            .apiToken(ApiToken.of("key"))
            .userAgent("test")
            .connectTimeout(Duration.ofSeconds(10))
            .readTimeout(Duration.ofMinutes(10))
            .retryPolicy(policy)
            .protocolPolicy(ProtocolPolicy.PREFER_HTTP2)
            .build(),
        VIEW);
  }

  private static IOException rateLimit(Optional<Duration> retryAfter) {
    return new RetryableStatusException(
        "too many", RetryableStatusException.Kind.RATE_LIMIT, retryAfter);
  }

  private static PigmentException end(RetryLoop retries, IOException failure, long consumed) {
    return assertThrows(PigmentException.class, () -> retries.pauseAfter(failure, consumed));
  }
}
