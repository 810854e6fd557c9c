package io.github.pigmentspark.pigment;

/**
 * Pigment could not be asked, refused, or answered with something that is not a whole export. The
 * message says what happened, what it means in Pigment's terms and what to do; it never holds the
 * key.
 */
public final class PigmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final int status;

  public PigmentException(String message) {
    this(message, 0);
  }

  /** For an answer of this status. */
  public PigmentException(String message, int status) {
    super(message);
    this.status = status;
  }

  public PigmentException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** Whether Pigment does not understand the request, so that another one may be the right one. */
  public boolean isBadRequest() {
    return status == BAD_REQUEST;
  }

  /** Whether what was asked for is not there, or not for the owner of the key. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
