package io.github.pigmentspark.simulator;

import java.io.IOException;

/** A transport that sends one response body with the framing of the protocol. */
interface Transport {
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Sends all bytes written so far. */
  void flush() throws IOException;

  /** Ends the body normally. */
  void end() throws IOException;

  /** Closes the TCP connection without a TLS or HTTP/2 close message. */
  void cut() throws IOException;

  /** Ends the body with an error, and reports it if the protocol can. */
  void reset() throws IOException;

  /** Announces that this connection accepts no further requests. */
  void goAway() throws IOException;
}
