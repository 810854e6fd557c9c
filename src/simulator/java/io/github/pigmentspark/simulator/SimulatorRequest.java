package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** A request that reached the simulator, and how far its response has come. */
public final class SimulatorRequest {
  /** Where a response stands. */
  public enum Outcome {
    /** Being computed or sent. */
    RUNNING,
    /** Sent whole. */
    COMPLETE,
    /** Broken off, refused or never begun, by a fault. */
    BROKEN_OFF,
    /** Given up because the client had gone, or the simulator closed. */
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

  /** Without the query, as {@code /api/export/view/…}. */
  public String path() {
    return request.getUrl().encodedPath();
  }

  /** As sent, without the question mark; empty if there was none. */
  public String query() {
    return Optional.ofNullable(request.getUrl().encodedQuery()).orElse("");
  }

  /** A parameter of the query, decoded. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getUrl().queryParameter(name));
  }

  /** All headers, their names in lower case. */
  public Map<String, List<String>> headers() {
    return request.getHeaders().toMultimap();
  }

  /** The last header of this name, in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** The body as text; empty if there was none. */
  public String body() {
    return Optional.ofNullable(request.getBody()).map(ByteString::utf8).orElse("");
  }

  /** {@code HTTP/1.0}, {@code HTTP/1.1} or {@code HTTP/2}. */
  public String protocol() {
    return request.getVersion();
  }

  /** Numbers the connections of the simulator from 0, to tell whether one was used again. */
  public int connection() {
    return request.getConnectionIndex();
  }

  /** Bytes of body sent so far: after compression, without the framing of the protocol. */
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
