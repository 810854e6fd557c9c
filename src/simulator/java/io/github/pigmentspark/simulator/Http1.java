package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.net.Socket;
import okio.BufferedSink;
import okio.Okio;

/** The transport over HTTP/1.1, which can only report a failure by closing the connection. */
final class Http1 implements Transport {
  private static final String LINE = "\r\n";

  private final BufferedSink sink;
  private final Socket socket;
  private final Reply.Framing framing;
  private final long claimedLength;
  private long sent;
  private boolean lastOfConnection;

  /**
   * @param claimedLength used for {@link Reply.Framing#CONTENT_LENGTH} only
   */
  Http1(okio.Socket stream, Socket socket, Reply.Framing framing, long claimedLength) {
    this.sink = Okio.buffer(stream.getSink());
    this.socket = socket;
    this.framing = framing;
    this.claimedLength = claimedLength;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sent += length;
    if (framing == Reply.Framing.CHUNKED) {
      sink.writeHexadecimalUnsignedLong(length).writeUtf8(LINE);
      sink.write(bytes, offset, length).writeUtf8(LINE);
    } else {
      sink.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void end() throws IOException {
    boolean closes =
        switch (framing) {
          case CHUNKED -> {
            sink.writeUtf8("0" + LINE + LINE);
            yield false;
          }
          case CONTENT_LENGTH -> sent != claimedLength;
          case CLOSED_CONNECTION -> true;
        };
    flush();
    if (closes || lastOfConnection) {
      cut();
    }
  }

  @Override
  public void cut() throws IOException {
    // Does not call close(), which could discard bytes that are still in transit.
    socket.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    cut();
  }

  @Override
  public void goAway() {
    lastOfConnection = true;
  }
}
