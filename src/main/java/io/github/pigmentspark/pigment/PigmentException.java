package io.github.pigmentspark.pigment;

/**
 * The base class of every exception that a read or a catalog throws. The message says what happened
 * and what to do, and never contains a secret. It extends IllegalArgumentException because PySpark
 * shows only the message of one, without the Java stack trace.
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
