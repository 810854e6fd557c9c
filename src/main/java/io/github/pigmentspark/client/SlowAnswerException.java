package io.github.pigmentspark.client;

import java.net.SocketTimeoutException;

/** Something came in time, but not all of it; the message says of what. */
final class SlowAnswerException extends SocketTimeoutException {
  private static final long serialVersionUID = 1L;

  SlowAnswerException(String what, Throwable cause) {
    super(what);
    initCause(cause);
  }
}
