package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Consumer;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * A dispatcher that creates the response to each request as the API does, and applies the next
 * fault to it.
 */
final class SimulatorDispatcher extends Dispatcher {
  private final ExportApi api;
  private final MetadataApi metadata;
  private final Faults faults;
  private final Faults metadataFaults;
  private final Requests requests;
  private final Sockets sockets;
  private final Pauses pauses;
  private final boolean gzip;
  private final Consumer<String> log;

  SimulatorDispatcher(
      ExportApi api,
      MetadataApi metadata,
      Faults faults,
      Faults metadataFaults,
      Requests requests,
      Sockets sockets,
      Pauses pauses,
      boolean gzip,
      Consumer<String> log) {
    this.api = api;
    this.metadata = metadata;
    this.faults = faults;
    this.metadataFaults = metadataFaults;
    this.requests = requests;
    this.sockets = sockets;
    this.pauses = pauses;
    this.gzip = gzip;
    this.log = log;
  }

  /**
   * Returns the start of the next response. MockWebServer calls this method only on HTTP/2, before
   * it reads a request. As a result, one {@link Fault#noResponse} or {@link Fault#refusedStream}
   * may apply to two concurrent HTTP/2 requests.
   */
  @Override
  public MockResponse peek() {
    return withoutResponse(faults.peek().start());
  }

  @Override
  public MockResponse dispatch(RecordedRequest recorded) {
    SimulatorRequest request = requests.add(recorded);
    boolean isMetadata = MetadataApi.isMetadata(recorded);
    Reply reply = isMetadata ? metadata.reply(recorded) : api.reply(recorded);
    if (gzip && reply.status() == 200 && acceptsGzip(recorded)) {
      reply.gzip();
    }
    log.accept(
        String.format(
            "%tT %s %s %d",
            LocalTime.now(), recorded.getMethod(), recorded.getTarget(), reply.status()));
    if (isMetadata || ExportApi.isExport(recorded)) {
      Fault fault = (isMetadata ? metadataFaults : faults).take();
      if (fault.start() != null) {
        request.ended(SimulatorRequest.Outcome.BROKEN_OFF);
        return withoutResponse(fault.start());
      }
      fault.applyTo(reply);
    }
    try {
      pauses.pause(reply.delay());
      return response(recorded, request, reply);
    } catch (IOException e) {
      request.ended(SimulatorRequest.Outcome.ABANDONED);
      return withoutResponse(new SocketEffect.CloseSocket());
    }
  }

  private MockResponse response(RecordedRequest recorded, SimulatorRequest request, Reply reply)
      throws IOException {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .status("HTTP/1.1 " + reply.status() + " " + Problem.title(reply.status()))
            .headers(reply.headers());
    if (recorded.getMethod().equals("HEAD")) {
      request.ended(SimulatorRequest.Outcome.COMPLETE);
      return response.build();
    }
    // HTTP/1.0 does not have chunked encoding.
    Reply.Framing framing =
        recorded.getVersion().equals("HTTP/1.0") && reply.framing() == Reply.Framing.CHUNKED
            ? Reply.Framing.CLOSED_CONNECTION
            : reply.framing();
    long claimedLength = 0;
    if (framing == Reply.Framing.CONTENT_LENGTH) {
      claimedLength = reply.claimedLength();
      response.setHeader("Content-Length", claimedLength);
    } else if (!recorded.getVersion().equals("HTTP/2")) {
      response.addHeader(
          framing == Reply.Framing.CHUNKED ? "Transfer-Encoding: chunked" : "Connection: close");
    }
    return response
        .socketHandler(
            new Sender(
                reply,
                request,
                framing,
                claimedLength,
                sockets.get(recorded.getConnectionIndex()),
                pauses))
        .build();
  }

  private static MockResponse withoutResponse(SocketEffect start) {
    return new MockResponse.Builder().code(503).onResponseStart(start).build();
  }

  private static boolean acceptsGzip(RecordedRequest request) {
    return Optional.ofNullable(request.getHeaders().get("Accept-Encoding"))
        .filter(encodings -> encodings.contains("gzip"))
        .isPresent();
  }
}
