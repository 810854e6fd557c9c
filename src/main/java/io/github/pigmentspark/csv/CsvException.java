package io.github.pigmentspark.csv;

import io.github.pigmentspark.pigment.PigmentException;

/**
 * An exception for an export from which no further record can be read, because it ends inside a
 * record or a record is too long. A malformed record doesn't cause an exception; it is {@link
 * RecordBatch#isMalformed marked} instead.
 */
public final class CsvException extends PigmentException {
  private static final long serialVersionUID = 1L;

  CsvException(String message) {
    super(message);
  }

  private CsvException(String message, CsvException cause) {
    super(message, cause);
  }

  /** Returns a copy of this exception whose message names the export. */
  public CsvException in(String export) {
    return new CsvException(export + ": " + getMessage(), this);
  }
}
