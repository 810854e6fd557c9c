package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.Excerpt;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;

/**
 * An exception for a record that does not match the header, or a field that does not match its
 * column's type, in FAILFAST mode. The message names the export and the record and, for a field,
 * its column and value.
 */
public final class MalformedRecordException extends PigmentException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN_CHARS = 100;
  private static final int MAX_SHOWN_BYTES = 4 * (MAX_SHOWN_CHARS + 1);

  private MalformedRecordException(String message) {
    super(message);
  }

  /** Returns the exception for a record that doesn't match the header. */
  public static MalformedRecordException of(ExportRequest request, RecordBatch batch, int record) {
    return new MalformedRecordException(
        String.format(
            Locale.ROOT,
            "Record %d of %s is malformed: %s. It starts with \"%s\". Set mode=PERMISSIVE to read"
                + " such records as nulls, or mode=DROPMALFORMED to drop them.",
            batch.number(record),
            request,
            batch.problem(record),
            Excerpt.of(batch.text(record, MAX_SHOWN_BYTES), MAX_SHOWN_CHARS)));
  }

  /** Returns the exception for a field that doesn't match its column's type. */
  public static MalformedRecordException of(
      ExportRequest request,
      RecordBatch batch,
      int record,
      int field,
      String column,
      DataType type) {
    String advice =
        batch.isUtf8(record, field)
            ? String.format(
                "If the type was inferred, the sample had no such value: raise sampleSize, or set"
                    + " schemaHints=\"`%s` STRING\".",
                column.replace("`", "``"))
            : "The value is not UTF-8: correct it in Pigment.";
    return new MalformedRecordException(
        String.format(
            Locale.ROOT,
            "Record %d of %s: column `%s` contains \"%s\", which is not a valid %s. %s Set"
                + " mode=PERMISSIVE to read such fields as null, or mode=DROPMALFORMED to drop"
                + " their records.",
            batch.number(record),
            request,
            column,
            Excerpt.of(batch.text(record, field, MAX_SHOWN_BYTES), MAX_SHOWN_CHARS),
            type.sql(),
            advice));
  }
}
