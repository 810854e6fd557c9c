package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop that runs a request until it succeeds. It retries after I/O failures, and after status
 * codes such as 503, as the {@link RetryPolicy} allows. Requests are not retried anywhere else.
 *
 * <p>One thread uses a loop, but any thread may call {@link #cancel()}.
 */
public final class RetryLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RetryLoop.class);

  /**
   * Status codes of transient failures. The codes above 504 come from proxies such as Cloudflare.
   */
  private static final Set<Integer> RETRYABLE_STATUSES =
      new HashSet<>(
          Arrays.asList(408, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 529));

  /** One attempt at a request, or at one of its steps. */
  @FunctionalInterface
  public interface Attempt<T> {
    /** Runs the attempt. Throws an IOException if it fails and a retry may succeed. */
    T run() throws IOException;
  }

  private final ConnectionSettings settings;
  private final String subject;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private int retries;
  private long received;
  private Optional<Long> outageStart = Optional.empty();

  /**
   * Creates a loop for one export or one metadata request.
   *
   * @param subject the name of the export or request in messages, such as {@code export of view v}
   */
  public RetryLoop(ConnectionSettings settings, String subject) {
    this.settings = settings;
    this.subject = subject;
  }

  /**
   * Runs an attempt, and repeats it after each transient failure.
   *
   * @throws PigmentException if the failure is permanent, or the limits on retries are exceeded
   * @throws InterruptedIOException if the loop is cancelled or the thread is interrupted
   */
  public <T> T run(Attempt<T> attempt) throws InterruptedIOException {
    while (true) {
      try {
        return attempt.run();
      } catch (IOException e) {
        if (isCancelled() || isInterruption(e)) {
          throw interrupted(e);
        }
        pause(pauseAfter(e));
      }
    }
  }

  /** Restarts the clock of {@code retryTimeout}, because new bytes have arrived. */
  public void progressed(long totalReceived) {
    received = totalReceived;
    if (outageStart.isPresent()) {
      outageStart = Optional.empty();
    }
  }

  /** Ends the current pause, and prevents further attempts. */
  public void cancel() {
    cancelled.countDown();
  }

  /** Returns whether {@link #cancel()} has been called. */
  public boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Returns whether the same request may succeed after a response with this status code. */
  static boolean isRetryable(int status) {
    return RETRYABLE_STATUSES.contains(status);
  }

  /**
   * Returns the pause before the next attempt.
   *
   * @throws PigmentException if there will be no further attempt
   */
  Duration pauseAfter(IOException failure) {
    String what = describe(failure);
    if (isPermanent(failure)) {
      throw failed(what, failure);
    }
    RetryPolicy policy = settings.retryPolicy();
    long now = System.nanoTime();
    if (!outageStart.isPresent()) {
      outageStart = Optional.of(now);
    }
    if (retries == policy.maxRetries()) {
      throw failed(
          String.format(
              Locale.ROOT, "%s Gave up after %d retries, the limit of maxRetries.", what, retries),
          failure);
    }
    retries++;
    Duration pause = pause(failure);
    Duration elapsed = Duration.ofNanos(now - outageStart.get());
    if (elapsed.plus(pause).compareTo(policy.timeout()) > 0) {
      throw failed(
          String.format(
              "%s Gave up: the next retry, in %s, would exceed retryTimeout (%s).",
              what, seconds(pause), seconds(policy.timeout())),
          failure);
    }
    LOG.warn(
        "{} Retrying in {} (retry {} of {}).", what, seconds(pause), retries, policy.maxRetries());
    return pause;
  }

  private Duration pause(IOException failure) {
    RetryPolicy policy = settings.retryPolicy();
    Duration ordinary = policy.pause(retries, false);
    if (!(failure instanceof RetryableStatusException)) {
      return ordinary;
    }
    RetryableStatusException status = (RetryableStatusException) failure;
    if (!status.retryAfter().isPresent()) {
      return policy.pause(retries, status.isRateLimit());
    }
    // Retry-After: 0, or a date from a clock that is out of sync with ours, must not use up all
    // retries at once.
    Duration requested = status.retryAfter().get();
    return requested.compareTo(ordinary) > 0 ? requested : ordinary;
  }

  private void pause(Duration pause) throws InterruptedIOException {
    try {
      if (cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        throw interrupted(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static boolean isPermanent(IOException failure) {
    return isCertificateFailure(failure) || isRedirectLoop(failure);
  }

  private static boolean isCertificateFailure(IOException failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRedirectLoop(IOException failure) {
    return failure instanceof ProtocolException
        && String.valueOf(failure.getMessage()).startsWith("Too many follow-up requests");
  }

  /**
   * Returns whether a failure is an interruption. A SocketTimeoutException is also an
   * InterruptedIOException, but is not an interruption.
   */
  private static boolean isInterruption(IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException);
  }

  private InterruptedIOException interrupted(Throwable cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException("The " + subject + " was cancelled");
    interrupted.initCause(cause);
    return interrupted;
  }

  private String describe(IOException failure) {
    if (failure instanceof RetryableStatusException) {
      return failure.getMessage();
    }
    if (isCertificateFailure(failure)) {
      return String.format(
          "The certificate of %s is not trusted by this JVM (%s). If your company's proxy issued"
              + " the certificate, add the proxy's certificate authority to the JVM's trust store"
              + " (-Djavax.net.ssl.trustStore=…) on the driver and the executors.",
          settings.baseUrl(), quote(failure));
    }
    if (isRedirectLoop(failure)) {
      return String.format(
          "The %s was redirected more than 20 times by %s. Check baseUrl and the network.",
          subject, settings.baseUrl());
    }
    String where =
        received == 0
            ? "before its first byte"
            : String.format(Locale.ROOT, "after %,d bytes", received);
    return String.format(
        "The %s from %s failed %s: %s.", subject, settings.baseUrl(), where, reason(failure));
  }

  private String reason(IOException failure) {
    if (!(failure instanceof SocketTimeoutException)) {
      String name = failure.getClass().getSimpleName();
      return failure.getMessage() == null ? name : name + ": " + quote(failure);
    }
    // Connect and read timeouts throw the same exception class. Some JDKs capitalize the message.
    return ConnectTimeoutSocketFactory.CONNECT_TIMED_OUT.equalsIgnoreCase(failure.getMessage())
        ? String.format(
            "no connection within connectTimeout (%s)", seconds(settings.connectTimeout()))
        : String.format("no data within readTimeout (%s)", seconds(settings.readTimeout()));
  }

  private String quote(IOException failure) {
    return Quote.of(String.valueOf(failure.getMessage()), settings.apiToken());
  }

  /**
   * Returns the exception to throw. The cause is omitted if its message contains the key or a long
   * quote from the server.
   */
  private PigmentException failed(String message, IOException failure) {
    boolean harmless = quote(failure).equals(String.valueOf(failure.getMessage()));
    return harmless ? new PigmentException(message, failure) : new PigmentException(message);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
