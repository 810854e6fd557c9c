package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** A request that the simulator received, and the progress of its response. */
public final class SimulatorRequest {
  /** The state of a response. */
  public enum Outcome {
    /** The response is being generated or sent. */
    RUNNING,
    /** The response was sent completely. */
    COMPLETE,
    /** A fault truncated, refused or prevented the response. */
    BROKEN_OFF,
    /** The client disconnected, or the simulator closed. */
    ABANDONED
  }

  private final RecordedRequest request;
  private volatile long bytesSent;
  private volatile Outcome outcome = Outcome.RUNNING;

  SimulatorRequest(RecordedRequest request) {
    this.request = request;
  }

  public String method() {
    return request.getMethod();
  }

  /** Returns the path without the query, such as {@code /api/export/view/…}. */
  public String path() {
    return request.getUrl().encodedPath();
  }

  /** Returns the query as sent, without the question mark; empty if there is none. */
  public String query() {
    return Optional.ofNullable(request.getUrl().encodedQuery()).orElse("");
  }

  /** Returns a decoded parameter of the query. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getUrl().queryParameter(name));
  }

  /** Returns all headers, with names in lower case. */
  public Map<String, List<String>> headers() {
    return request.getHeaders().toMultimap();
  }

  /** Returns the last header with this name, ignoring case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Returns the body as text; empty if there is none. */
  public String body() {
    return Optional.ofNullable(request.getBody()).map(ByteString::utf8).orElse("");
  }

  /** Returns {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
  public String protocol() {
    return request.getVersion();
  }

  /**
   * Returns the index of the connection, starting with 0. Requests with the same index shared a
   * connection.
   */
  public int connection() {
    return request.getConnectionIndex();
  }

  /**
   * Returns the number of compressed bytes of the body that were sent so far, without the framing
   * of the protocol.
   */
  public long bytesSent() {
    return bytesSent;
  }

  public Outcome outcome() {
    return outcome;
  }

  void sent(long bytes) {
    bytesSent = bytes;
  }

  void ended(Outcome outcome) {
    this.outcome = outcome;
  }

  @Override
  public String toString() {
    return request.getRequestLine() + ": " + outcome + ", " + bytesSent + " bytes sent";
  }
}
