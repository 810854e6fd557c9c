package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.net.Socket;
import mockwebserver3.SocketHandler;
import okhttp3.internal.http2.Http2Stream;

/** A handler that sends the body of a response after MockWebServer has sent the headers. */
final class Sender implements SocketHandler {
  private final Reply reply;
  private final SimulatorRequest request;
  private final Reply.Framing framing;
  private final long claimedLength;
  private final Socket socket;
  private final Pauses pauses;

  Sender(
      Reply reply,
      SimulatorRequest request,
      Reply.Framing framing,
      long claimedLength,
      Socket socket,
      Pauses pauses) {
    this.reply = reply;
    this.request = request;
    this.framing = framing;
    this.claimedLength = claimedLength;
    this.socket = socket;
    this.pauses = pauses;
  }

  @Override
  public void handle(okio.Socket stream) {
    Transport transport =
        stream instanceof Http2Stream http2
            ? new Http2(http2, socket)
            : new Http1(stream, socket, framing, claimedLength);
    boolean over = false;
    try {
      BodyStream body = new BodyStream(transport, reply, request, pauses);
      body.begin();
      reply.writeTo(body);
      body.end();
      over = true;
    } catch (BodyStream.BrokenOff e) {
      over = true;
    } catch (IOException e) {
      // The client has disconnected, or the simulator is closing.
    } finally {
      if (!over) {
        request.ended(SimulatorRequest.Outcome.ABANDONED);
        abandon(transport);
      }
    }
  }

  private static void abandon(Transport transport) {
    try {
      transport.reset();
    } catch (IOException e) {
      // The connection was already lost.
    }
  }
}
