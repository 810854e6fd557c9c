package io.github.pigmentspark.simulator;

import java.io.IOException;

/** One response body's way to the client, as the protocol frames it. */
interface Transport {
  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Sends what was written. */
  void flush() throws IOException;

  /** Ends the body as if that were all of it. */
  void end() throws IOException;

  /** Ends the connection below everything, without a goodbye. */
  void cut() throws IOException;

  /** Ends the body with an error that the client is told of, if the protocol can. */
  void reset() throws IOException;

  /** Announces that no further request will be answered on this connection. */
  void goAway() throws IOException;
}
