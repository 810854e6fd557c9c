package io.github.pigmentspark.csv;

import io.github.pigmentspark.pigment.PigmentException;

/**
 * The export is not complete CSV, and no further record can be read: it ends inside a record, or a
 * record is too long. A malformed record throws nothing; it is {@link RecordBatch#isMalformed
 * marked}.
 */
public final class CsvException extends PigmentException {
  private static final long serialVersionUID = 1L;

  CsvException(String message) {
    super(message);
  }

  private CsvException(String message, CsvException cause) {
    super(message, cause);
  }

  /** Returns the same exception with a message that names the export. */
  public CsvException in(String export) {
    return new CsvException(export + ": " + getMessage(), this);
  }
}
