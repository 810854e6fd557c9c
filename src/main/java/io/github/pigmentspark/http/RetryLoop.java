package io.github.pigmentspark.http;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.RetryPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The retries of one request: decides after each failure whether, and when, to ask again. */
public final class RetryLoop {
  private static final Logger LOG = LoggerFactory.getLogger(RetryLoop.class);

  private final ConnectionSettings settings;
  private final String subject;
  private int used;
  private Optional<Long> outageStart = Optional.empty();

  public RetryLoop(ConnectionSettings settings, ExportRequest request) {
    this(settings, "export of " + request);
  }

  /** The retries of something else, which messages name as they name an export. */
  public RetryLoop(ConnectionSettings settings, String subject) {
    this.settings = settings;
    this.subject = subject;
  }

  /** Bytes arrived that were not read before: whatever was wrong is over. */
  public void progressed() {
    if (outageStart.isPresent()) {
      outageStart = Optional.empty();
    }
  }

  /**
   * How long to wait before asking again.
   *
   * @param consumed bytes of the export read before the failure
   * @throws PigmentException if asking again cannot help, or was tried long enough
   */
  public Duration pauseAfter(IOException failure, long consumed) {
    String what = describe(failure, consumed);
    if (!mayHelp(failure)) {
      throw end(what, failure);
    }
    RetryPolicy policy = settings.retryPolicy();
    long now = System.nanoTime();
    if (!outageStart.isPresent()) {
      outageStart = Optional.of(now);
    }
    if (used == policy.maxRetries()) {
      throw end(
          String.format(
              Locale.ROOT, "%s Gave up after %d retries, the limit of maxRetries.", what, used),
          failure);
    }
    used++;
    Duration pause = pause(failure);
    Duration spent = Duration.ofNanos(now - outageStart.get());
    if (spent.plus(pause).compareTo(policy.timeout()) > 0) {
      throw end(
          String.format(
              "%s Gave up: the next try would be %s from now, beyond the retryTimeout of %s.",
              what, seconds(pause), seconds(policy.timeout())),
          failure);
    }
    LOG.warn(
        "{} Asking again in {} (retry {} of {}).", what, seconds(pause), used, policy.maxRetries());
    return pause;
  }

  private Duration pause(IOException failure) {
    if (!(failure instanceof RetryableStatusException)) {
      return settings.retryPolicy().pause(used, false);
    }
    RetryableStatusException status = (RetryableStatusException) failure;
    if (!status.retryAfter().isPresent()) {
      return settings
          .retryPolicy()
          .pause(used, status.kind() == RetryableStatusException.Kind.RATE_LIMIT);
    }
    // A wait of nothing, as from clocks that differ, must not use up the retries at once.
    Duration asked = status.retryAfter().get();
    Duration least = settings.retryPolicy().pause(used, false);
    return asked.compareTo(least) > 0 ? asked : least;
  }

  private static boolean mayHelp(IOException failure) {
    return !isCertificateFailure(failure) && !(failure instanceof ProxyRefusedException);
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

  private String describe(IOException failure, long consumed) {
    if (failure instanceof RetryableStatusException || failure instanceof ProxyRefusedException) {
      return failure.getMessage();
    }
    String where =
        consumed == 0
            ? "before its first byte"
            : String.format(Locale.ROOT, "after %,d bytes", consumed);
    if (isCertificateFailure(failure)) {
      return String.format(
          "The certificate of %s is not trusted by this JVM (%s). If a company's own certificate"
              + " authority stands in between, add it to the JVM's trust store"
              + " (-Djavax.net.ssl.trustStore=…) on the driver and the executors.",
          settings.baseUrl(), quote(failure));
    }
    if (failure instanceof SlowResponseException) {
      return String.format(
          "The %s broke %s: %s did not send all of %s within connectTimeout and readTimeout (%s).",
          subject,
          where,
          settings.baseUrl(),
          failure.getMessage(),
          seconds(settings.connectTimeout().plus(settings.readTimeout())));
    }
    if (failure instanceof SocketTimeoutException) {
      return isConnectTimeout(failure)
          ? String.format(
              "The %s broke %s: there was no connection to %s within connectTimeout (%s).",
              subject, where, settings.baseUrl(), seconds(settings.connectTimeout()))
          : String.format(
              "The %s broke %s: %s sent nothing for readTimeout (%s).",
              subject, where, settings.baseUrl(), seconds(settings.readTimeout()));
    }
    return String.format(
        "The %s from %s broke %s: %s.", subject, settings.baseUrl(), where, reason(failure));
  }

  // The same class for both; the message is the only difference, in some JDKs with a capital.
  private static boolean isConnectTimeout(IOException failure) {
    return LargeReads.CONNECT_TIMED_OUT.equalsIgnoreCase(failure.getMessage());
  }

  private String reason(IOException failure) {
    String name = failure.getClass().getSimpleName();
    return failure.getMessage() == null ? name : name + ": " + quote(failure);
  }

  private String quote(IOException failure) {
    return Quote.of(String.valueOf(failure.getMessage()), settings.apiToken());
  }

  // Leaves the cause out where it quotes the server at length, or the key.
  private PigmentException end(String message, IOException failure) {
    boolean harmless = quote(failure).equals(String.valueOf(failure.getMessage()));
    return harmless ? new PigmentException(message, failure) : new PigmentException(message);
  }

  public static boolean isInterruption(IOException failure) {
    return failure instanceof InterruptedIOException
        && !(failure instanceof SocketTimeoutException);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
