package io.github.pigmentspark.csv;

/**
 * The bytes are not whole CSV and no further record can be read: they end inside a record, or a
 * record passes a limit. A record that merely has a fault is a malformed {@link Record} instead.
 */
public final class CsvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CsvException(String message) {
    super(message);
  }
}
