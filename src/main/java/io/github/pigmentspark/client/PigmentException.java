package io.github.pigmentspark.client;

/**
 * Pigment could not be asked, refused, or answered with something that is not a whole export. The
 * message says what happened, what it means in Pigment's terms and what to do; it never holds the
 * key.
 */
public final class PigmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PigmentException(String message) {
    super(message);
  }

  PigmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
