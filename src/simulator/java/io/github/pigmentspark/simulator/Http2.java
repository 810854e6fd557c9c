package io.github.pigmentspark.simulator;

import java.io.IOException;
import java.net.Socket;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.Http2Stream;
import okio.BufferedSink;
import okio.Okio;

/** The transport over HTTP/2, which can report the failure of a stream. */
final class Http2 implements Transport {
  private final BufferedSink sink;
  private final Http2Stream stream;
  private final Socket socket;

  Http2(Http2Stream stream, Socket socket) {
    this.sink = Okio.buffer((okio.Sink) stream.getSink());
    this.stream = stream;
    this.socket = socket;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void end() throws IOException {
    sink.close();
  }

  @Override
  public void cut() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void reset() throws IOException {
    stream.close(ErrorCode.INTERNAL_ERROR, null);
  }

  @Override
  public void goAway() throws IOException {
    stream.getConnection().shutdown(ErrorCode.NO_ERROR);
  }
}
