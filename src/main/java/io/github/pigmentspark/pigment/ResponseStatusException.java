package io.github.pigmentspark.pigment;

/** An exception for a response whose status code indicates that a retry cannot succeed. */
public final class ResponseStatusException extends PigmentException {
  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private final int status;

  public ResponseStatusException(String message, int status) {
    super(message);
    this.status = status;
  }

  /**
   * Returns whether Pigment rejected this particular request, so that a different one may succeed.
   */
  public boolean isRejected() {
    return status == BAD_REQUEST || status == UNPROCESSABLE;
  }

  /** Returns whether the resource does not exist or the key's owner has no access to it. */
  public boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
