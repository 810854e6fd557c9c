package io.github.pigmentspark.http;

import java.net.SocketTimeoutException;

/** Something came in time, but not all of it; the message says of what. */
public final class SlowResponseException extends SocketTimeoutException {
  private static final long serialVersionUID = 1L;

  public SlowResponseException(String what, Throwable cause) {
    super(what);
    initCause(cause);
  }
}
