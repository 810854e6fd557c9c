package io.github.pigmentspark.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import mockwebserver3.SocketEffect;
import okhttp3.internal.http2.ErrorCode;

/**
 * A failure that the simulator injects into one response.
 *
 * <p>A fault after {@code n} bytes counts the bytes of the body on the wire, which are compressed
 * but exclude the framing of the protocol. Exactly {@code n} bytes arrive. If {@code n} is 0, the
 * fault happens after the headers. Nothing happens if the body is shorter. The Javadoc of each
 * fault says what a client with OkHttp 5.5 notices.
 */
public final class Fault {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSV = "text/csv; charset=utf-8";
  private static final String LOGIN_PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>Sign in</title></head>
      <body><form method="post"><input name="user"><input name="password"></form></body></html>
      """;

  private final String name;
  private final SocketEffect start;
  private final Consumer<Reply> effect;

  private Fault(String name, SocketEffect start, Consumer<Reply> effect) {
    this.name = name;
    this.start = start;
    this.effect = effect;
  }

  private static Fault of(String name, Consumer<Reply> effect) {
    return new Fault(name, null, effect);
  }

  private static Fault at(String name, long n, Reply.Event event) {
    if (n < 0) {
      throw new IllegalArgumentException(name + " after " + n + " bytes: expected 0 or more.");
    }
    return of(name + "(" + n + ")", reply -> reply.at(n, event));
  }

  /**
   * Causes no failure. For example, {@code next(none(), cutAfter(9))} breaks only the second
   * export.
   */
  public static Fault none() {
    return of("none", reply -> {});
  }

  /** Responds with this status code and its usual problem JSON. */
  public static Fault status(int code) {
    return status(code, Problem.CONTENT_TYPE, Problem.json(code));
  }

  /** Responds with this status code and body. */
  public static Fault status(int code, String contentType, String body) {
    return of("status(" + code + ")", reply -> reply.replace(code, contentType, Body.of(body)));
  }

  /** Adds a {@code Retry-After} header to this fault, with seconds or an HTTP date. */
  public Fault retryAfter(String secondsOrDate) {
    return and(of("retryAfter", reply -> reply.header("Retry-After", secondsOrDate)));
  }

  /** Sets a response header, which may have any length. */
  public static Fault header(String name, String value) {
    return of("header(" + name + ")", reply -> reply.header(name, value));
  }

  /** Adds a header, even if the response already has one with that name. */
  public static Fault secondHeader(String name, String value) {
    return of("secondHeader(" + name + ")", reply -> reply.addHeader(name, value));
  }

  /** Responds with status code 302 and this {@code Location}. */
  public static Fault redirectTo(String url) {
    return of("redirectTo", reply -> reply.replace(302, HTML, Body.of("")).header("Location", url));
  }

  /** Closes the connection without a response. */
  public static Fault noResponse() {
    return new Fault("noResponse", new SocketEffect.CloseSocket(), reply -> {});
  }

  /**
   * Refuses the stream before reading it on HTTP/2. On HTTP/1.1, does the same as {@link
   * #noResponse}. In both cases, OkHttp retries on its own, but only on a connection that it has
   * used before.
   */
  public static Fault refusedStream() {
    int code = ErrorCode.REFUSED_STREAM.getHttpCode();
    return new Fault("refusedStream", new SocketEffect.CloseStream(code), reply -> {});
  }

  /** Closes the TCP connection after n bytes. Clients notice this on both protocols. */
  public static Fault cutAfter(long n) {
    return at("cutAfter", n, BodyStream::cut);
  }

  /**
   * Sends RST_STREAM with INTERNAL_ERROR after n bytes on HTTP/2. On HTTP/1.1, does the same as
   * {@link #cutAfter}.
   */
  public static Fault resetAfter(long n) {
    return at("resetAfter", n, BodyStream::reset);
  }

  /**
   * Sends GOAWAY after n bytes on HTTP/2. The body is still complete, and the next request needs a
   * new connection. On HTTP/1.1, closes the connection without notice after the body. To simulate a
   * server that goes down during a response, use {@code goAwayAfter(n).and(cutAfter(n))}.
   */
  public static Fault goAwayAfter(long n) {
    return at("goAwayAfter", n, BodyStream::goAway);
  }

  /**
   * Ends the body normally after n bytes, with a last chunk on HTTP/1.1 or with END_STREAM on
   * HTTP/2. No client can notice this unless the body is compressed.
   */
  public static Fault endAfter(long n) {
    return at("endAfter", n, BodyStream::endEarly);
  }

  /** Pauses for this long after n bytes, then sends the rest. */
  public static Fault stallAfter(long n, Duration duration) {
    return at("stallAfter", n, body -> body.pause(duration));
  }

  /** Sends the body at this speed. */
  public static Fault slow(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(bytesPerSecond + " bytes per second: expected 1 or more.");
    }
    return of("slow(" + bytesPerSecond + ")", reply -> reply.slow(bytesPerSecond));
  }

  /** Waits for this long before the headers, then sends a normal response. */
  public static Fault delay(Duration duration) {
    return of("delay(" + duration + ")", reply -> reply.delay(duration));
  }

  /** Sends the correct {@code Content-Length} instead of chunks. */
  public static Fault contentLength() {
    return contentLengthTooLargeBy(0);
  }

  /**
   * Sends a {@code Content-Length} that is this much larger than the body. On HTTP/1.1, closes the
   * connection after the body, which clients notice. On HTTP/2, sends END_STREAM, which OkHttp
   * doesn't notice.
   */
  public static Fault contentLengthTooLargeBy(long bytes) {
    return of(
        "contentLengthTooLargeBy(" + bytes + ")",
        reply -> reply.framing(Reply.Framing.CONTENT_LENGTH, bytes));
  }

  /**
   * Sends neither chunks nor a length on HTTP/1.1. The end of the connection then ends the body, so
   * no client can notice a {@link #cutAfter}. On HTTP/2, does the same as {@link #none}.
   */
  public static Fault endedByClosing() {
    return of("endedByClosing", reply -> reply.framing(Reply.Framing.CLOSED_CONNECTION, 0));
  }

  /** Responds with status code 200 and this body instead of the view. */
  public static Fault otherContent(String contentType, String body) {
    return of("otherContent", reply -> reply.replace(200, contentType, Body.of(body)));
  }

  /** Responds with status code 200 and the HTML login page of a proxy. */
  public static Fault loginPage() {
    return otherContent(HTML, LOGIN_PAGE);
  }

  /** Responds with status code 200 and a JSON error. */
  public static Fault jsonError() {
    return otherContent(JSON, Problem.json(500));
  }

  /** Responds with status code 200 and an empty body, without even a CSV header. */
  public static Fault empty() {
    return otherContent(CSV, "");
  }

  /**
   * Changes a digit in the last number of one record. Records are counted from 0. The length of the
   * body stays the same.
   */
  public static Fault changedRecord(long index) {
    return of(
        "changedRecord(" + index + ")",
        reply -> reply.rewrite(body -> Rewriting.changedRecord(body, index)));
  }

  /**
   * Overwrites the body with these bytes, starting at an offset. This happens before compression.
   */
  public static Fault overwritten(long offset, byte... bytes) {
    byte[] copy = bytes.clone();
    return of(
        "overwritten(" + offset + ")",
        reply -> reply.rewrite(body -> Rewriting.overwritten(body, offset, copy)));
  }

  /**
   * Overwrites the body with this text in UTF-8, starting at an offset. This happens before
   * compression.
   */
  public static Fault overwritten(long offset, String text) {
    return overwritten(offset, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Swaps the records in each pair of neighbouring records. */
  public static Fault reordered() {
    return of("reordered", reply -> reply.rewrite(Rewriting::reordered));
  }

  /** Combines two faults. If both happen at the same byte, this fault comes first. */
  public Fault and(Fault other) {
    return new Fault(
        name + ", " + other.name,
        start != null ? start : other.start,
        effect.andThen(other.effect));
  }

  /** Returns what happens instead of a response, or null if there is a response. */
  SocketEffect start() {
    return start;
  }

  void applyTo(Reply reply) {
    effect.accept(reply);
  }

  @Override
  public String toString() {
    return name;
  }
}
