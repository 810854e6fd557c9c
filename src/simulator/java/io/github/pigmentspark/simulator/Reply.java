package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import okhttp3.Headers;

/**
 * A response before it is sent. {@link ExportApi} or {@link MetadataApi} creates it, a {@link
 * Fault} may change it, and {@link Sender} sends it.
 */
final class Reply {
  /** The way HTTP/1.1 marks the end of the body. */
  enum Framing {
    CHUNKED,
    CONTENT_LENGTH,
    CLOSED_CONNECTION
  }

  /** An action that runs at a certain byte of the body and may end the body. */
  @FunctionalInterface
  interface Event {
    void apply(BodyStream body) throws IOException;
  }

  private final NavigableMap<Long, List<Event>> events = new TreeMap<>();
  private final Headers.Builder headers = new Headers.Builder();
  private int status = 200;
  private Body body;
  private Framing framing = Framing.CHUNKED;
  private long surplusLength;
  private Duration delay = Duration.ZERO;
  private long bytesPerSecond = Long.MAX_VALUE;
  private boolean gzip;

  private Reply(Body body) {
    this.body = body;
  }

  static Reply csv(Body csv) {
    return new Reply(csv).header("Content-Type", "text/csv; charset=utf-8");
  }

  static Reply json(String json) {
    return new Reply(Body.of(json)).header("Content-Type", "application/json; charset=utf-8");
  }

  static Reply problem(int status) {
    return problem(status, Problem.detail(status));
  }

  static Reply problem(int status, String detail) {
    Body json = Body.of(Problem.json(status, detail));
    return new Reply(json).replace(status, Problem.CONTENT_TYPE, json);
  }

  Reply replace(int newStatus, String contentType, Body newBody) {
    status = newStatus;
    body = newBody;
    return header("Content-Type", contentType);
  }

  Reply addHeader(String name, String value) {
    headers.add(name, value);
    return this;
  }

  Reply header(String name, String value) {
    headers.set(name, value);
    return this;
  }

  Reply rewrite(UnaryOperator<Body> change) {
    body = change.apply(body);
    return this;
  }

  Reply framing(Framing newFraming, long newSurplusLength) {
    framing = newFraming;
    surplusLength = newSurplusLength;
    return this;
  }

  Reply delay(Duration newDelay) {
    delay = newDelay;
    return this;
  }

  Reply slow(long newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
    return this;
  }

  Reply at(long wireBytes, Event event) {
    events.computeIfAbsent(wireBytes, at -> new ArrayList<>()).add(event);
    return this;
  }

  Reply gzip() {
    gzip = true;
    return header("Content-Encoding", "gzip").header("Vary", "Accept-Encoding");
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers.build();
  }

  Framing framing() {
    return framing;
  }

  Duration delay() {
    return delay;
  }

  long bytesPerSecond() {
    return bytesPerSecond;
  }

  NavigableMap<Long, List<Event>> events() {
    return events;
  }

  /**
   * Returns the {@code Content-Length} to send. This generates the body once to measure its length.
   */
  long claimedLength() throws IOException {
    Counter counter = new Counter();
    writeTo(counter);
    return counter.count + surplusLength;
  }

  void writeTo(OutputStream out) throws IOException {
    if (!gzip) {
      body.writeTo(out);
      return;
    }
    GZIPOutputStream zip = new FastGzip(out);
    body.writeTo(zip);
    zip.finish();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 16 * 1024);
      def.setLevel(1);
    }
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
