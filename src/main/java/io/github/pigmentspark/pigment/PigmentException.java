package io.github.pigmentspark.pigment;

/**
 * The base class of the exceptions that a read or a catalog throws. The message says what happened
 * and what to do, and never contains a secret.
 *
 * <p>This class extends {@link IllegalArgumentException}, because PySpark shows such an exception
 * without the Java stack trace.
 */
public class PigmentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public PigmentException(String message) {
    super(message);
  }

  public PigmentException(String message, Throwable cause) {
    super(message, cause);
  }
}
