package io.github.pigmentspark.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import mockwebserver3.SocketEffect;
import okhttp3.internal.http2.ErrorCode;

/**
 * Something that goes wrong with one export.
 *
 * <p>Where a fault comes after {@code n} bytes, they are bytes of body on the wire: after
 * compression, without the framing of the protocol. Exactly {@code n} arrive, and 0 means after the
 * headers. Nothing happens if the body is shorter. What the client is said to see is what OkHttp
 * 5.5 shows.
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

  /** Nothing goes wrong: {@code next(none(), cutAfter(9))} spoils the second export. */
  public static Fault none() {
    return of("none", reply -> {});
  }

  /** This status, with the problem that usually goes with it as JSON. */
  public static Fault status(int code) {
    return status(code, Problem.CONTENT_TYPE, Problem.json(code));
  }

  /** This status, with this body. */
  public static Fault status(int code, String contentType, String body) {
    return of("status(" + code + ")", reply -> reply.replace(code, contentType, Body.of(body)));
  }

  /** This fault, and the header {@code Retry-After}: seconds, or a date as HTTP writes it. */
  public Fault retryAfter(String secondsOrDate) {
    return and(of("retryAfter", reply -> reply.header("Retry-After", secondsOrDate)));
  }

  /** A further header in the answer, of any length. */
  public static Fault header(String name, String value) {
    return of("header(" + name + ")", reply -> reply.header(name, value));
  }

  /** One more header of that name, beside those that are there. */
  public static Fault secondHeader(String name, String value) {
    return of("secondHeader(" + name + ")", reply -> reply.addHeader(name, value));
  }

  /** Status 302 with this {@code Location}. */
  public static Fault redirectTo(String url) {
    return of("redirectTo", reply -> reply.replace(302, HTML, Body.of("")).header("Location", url));
  }

  /** The connection is closed without an answer. */
  public static Fault noResponse() {
    return new Fault("noResponse", new SocketEffect.CloseSocket(), reply -> {});
  }

  /**
   * HTTP/2: the stream is refused before it is looked at. On HTTP/1.1 there is no such thing: as
   * {@link #noResponse}. Either way OkHttp by itself tries again, but only on a connection that it
   * had used before.
   */
  public static Fault refusedStream() {
    int code = ErrorCode.REFUSED_STREAM.getHttpCode();
    return new Fault("refusedStream", new SocketEffect.CloseStream(code), reply -> {});
  }

  /** The TCP connection ends after n bytes. Noticed on both protocols. */
  public static Fault cutAfter(long n) {
    return at("cutAfter", n, BodyStream::cut);
  }

  /**
   * HTTP/2: RST_STREAM with INTERNAL_ERROR after n bytes. On HTTP/1.1 there is no such thing: as
   * {@link #cutAfter}.
   */
  public static Fault resetAfter(long n) {
    return at("resetAfter", n, BodyStream::reset);
  }

  /**
   * HTTP/2: GOAWAY after n bytes; this body still comes whole, the next request needs a new
   * connection. On HTTP/1.1 the connection is closed, unannounced, after the body. To have a server
   * that goes down in the middle: {@code goAwayAfter(n).and(cutAfter(n))}.
   */
  public static Fault goAwayAfter(long n) {
    return at("goAwayAfter", n, BodyStream::goAway);
  }

  /**
   * The body ends after n bytes as if that were all: a last chunk on HTTP/1.1, END_STREAM on
   * HTTP/2. No client can notice, unless the body was compressed.
   */
  public static Fault endAfter(long n) {
    return at("endAfter", n, BodyStream::endEarly);
  }

  /** After n bytes nothing comes for so long; then the rest. */
  public static Fault stallAfter(long n, Duration duration) {
    return at("stallAfter", n, body -> body.pause(duration));
  }

  /** The body comes at this pace. */
  public static Fault slow(long bytesPerSecond) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException(bytesPerSecond + " bytes per second: expected 1 or more.");
    }
    return of("slow(" + bytesPerSecond + ")", reply -> reply.slow(bytesPerSecond));
  }

  /** Nothing comes for so long, not even headers; then a good answer. */
  public static Fault delay(Duration duration) {
    return of("delay(" + duration + ")", reply -> reply.delay(duration));
  }

  /** The body is announced with its right {@code Content-Length} instead of being streamed. */
  public static Fault contentLength() {
    return contentLengthTooLargeBy(0);
  }

  /**
   * {@code Content-Length} promises so many bytes more than come. HTTP/1.1: the connection is
   * closed where they should be, which is noticed. HTTP/2: END_STREAM, which OkHttp does not
   * notice.
   */
  public static Fault contentLengthTooLargeBy(long bytes) {
    return of(
        "contentLengthTooLargeBy(" + bytes + ")",
        reply -> reply.framing(Reply.Framing.CONTENT_LENGTH, bytes));
  }

  /**
   * HTTP/1.1: neither chunks nor a length; the body ends where the connection does, so that with
   * {@link #cutAfter} no client can notice. On HTTP/2 there is no such thing: as {@link #none}.
   */
  public static Fault endedByClosing() {
    return of("endedByClosing", reply -> reply.framing(Reply.Framing.CLOSED_CONNECTION, 0));
  }

  /** Status 200, but something else than the view. */
  public static Fault otherContent(String contentType, String body) {
    return of("otherContent", reply -> reply.replace(200, contentType, Body.of(body)));
  }

  /** Status 200 and the login page of a proxy, in HTML. */
  public static Fault loginPage() {
    return otherContent(HTML, LOGIN_PAGE);
  }

  /** Status 200 and an error in JSON. */
  public static Fault jsonError() {
    return otherContent(JSON, Problem.json(500));
  }

  /** Status 200 and no bytes, not even a header line. */
  public static Fault empty() {
    return otherContent(CSV, "");
  }

  /** One record, the first being 0, has another digit in its last number. Its length stays. */
  public static Fault changedRecord(long index) {
    return of(
        "changedRecord(" + index + ")",
        reply -> reply.rewrite(body -> Rewriting.changedRecord(body, index)));
  }

  /** These bytes stand in place of those from the offset on, before compression. */
  public static Fault overwritten(long offset, byte... bytes) {
    byte[] copy = bytes.clone();
    return of(
        "overwritten(" + offset + ")",
        reply -> reply.rewrite(body -> Rewriting.overwritten(body, offset, copy)));
  }

  /** This text, as UTF-8, stands in place of what is there from the offset on. */
  public static Fault overwritten(long offset, String text) {
    return overwritten(offset, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Every two neighbouring records have changed places. */
  public static Fault reordered() {
    return of("reordered", reply -> reply.rewrite(Rewriting::reordered));
  }

  /** Both; where they come at the same byte, this one first. */
  public Fault and(Fault other) {
    return new Fault(
        name + ", " + other.name,
        start != null ? start : other.start,
        effect.andThen(other.effect));
  }

  /** What happens in place of an answer; null if there is one. */
  SocketEffect start() {
    return start;
  }

  void spoil(Reply reply) {
    effect.accept(reply);
  }

  @Override
  public String toString() {
    return name;
  }
}
