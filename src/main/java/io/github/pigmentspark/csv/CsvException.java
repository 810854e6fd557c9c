package io.github.pigmentspark.csv;

/**
 * The bytes are not whole CSV and no further record can be read: they end inside a record, or a
 * record passes a limit. A record that merely has a fault is a malformed {@link
 * RecordBatch#isMalformed record} instead.
 */
public final class CsvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CsvException(String message) {
    super(message);
  }

  private CsvException(String message, CsvException cause) {
    super(message, cause);
  }

  /** The same, with a message that names where the bytes are from. */
  public CsvException in(String source) {
    return new CsvException(source + ": " + getMessage(), this);
  }
}
