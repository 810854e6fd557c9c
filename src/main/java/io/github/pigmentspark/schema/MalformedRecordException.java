package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.ExportRequest;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;

/**
 * A record that does not fit the header, or a cell that does not fit its column, in mode {@code
 * FAILFAST}. The message names export, record, column and value.
 */
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN_CHARS = 100;
  private static final int SHOWN_BYTES = 4 * SHOWN_CHARS;

  private MalformedRecordException(String message) {
    super(message);
  }

  /** For a record that is malformed as a whole. */
  public static MalformedRecordException of(ExportRequest request, RecordBatch batch, int record) {
    return new MalformedRecordException(
        String.format(
            Locale.ROOT,
            "Record %d of %s is malformed: %s. It starts with \"%s\". mode=PERMISSIVE reads such"
                + " records as nulls, mode=DROPMALFORMED leaves them out; both are counted.",
            batch.number(record),
            request,
            batch.problem(record),
            shown(batch.startOfMalformed(record, SHOWN_BYTES))));
  }

  /** For a cell that its column's type cannot hold. */
  public static MalformedRecordException of(
      ExportRequest request,
      RecordBatch batch,
      int record,
      int cell,
      String column,
      DataType type) {
    String advice =
        !batch.isUtf8(record, cell)
            ? "Its bytes are not UTF-8; correct it in Pigment."
            : String.format(
                "If the type was inferred, the sample had no such value: raise sampleSize, or set the"
                    + " type, e.g. schemaHints=\"`%s` STRING\".",
                column.replace("`", "``"));
    return new MalformedRecordException(
        String.format(
            Locale.ROOT,
            "Record %d of %s: column `%s` is \"%s\", which does not fit %s. %s mode=PERMISSIVE reads"
                + " such cells as null, mode=DROPMALFORMED leaves their records out; both are counted.",
            batch.number(record),
            request,
            column,
            shown(batch.text(record, cell, SHOWN_BYTES)),
            type.sql(),
            advice));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
