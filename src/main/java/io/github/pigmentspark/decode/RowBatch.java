package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.options.Mode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * A batch of records and the rows that were decoded from them. The rows are valid until the next
 * records are decoded into the batch.
 */
public final class RowBatch {
  private final RecordBatch records;
  private final PigmentColumnVector[] columns;
  private final Optional<CorruptRecordColumn> corruptRecords;
  private final ColumnarBatch shown;

  // For each row, the position of its record in the batch.
  private int[] selected = {};
  private int size;
  private long malformedFields;
  private long malformedRecords;

  /**
   * Creates an empty batch.
   *
   * @param schema the columns to decode
   * @param shownColumns the number of leading columns that Spark reads
   * @param exportTime a supplier of the time when the response began, in microseconds
   */
  RowBatch(DecodeSettings settings, StructType schema, int shownColumns, LongSupplier exportTime) {
    StructField[] fields = schema.fields();
    columns = new PigmentColumnVector[fields.length];
    Optional<CorruptRecordColumn> found = Optional.empty();
    for (int i = 0; i < fields.length; i++) {
      if (settings.isCorruptRecord(fields[i].name())) {
        found = Optional.of(new CorruptRecordColumn());
        columns[i] = found.get();
      } else if (Provenance.has(fields[i])) {
        columns[i] = Provenance.vector(fields[i], settings.request(), exportTime);
      } else {
        columns[i] = PigmentColumnVector.of(fields[i].dataType());
      }
    }
    corruptRecords = found.filter(column -> settings.mode() == Mode.PERMISSIVE);
    records = corruptRecords.isPresent() ? RecordBatch.keepingText() : new RecordBatch();
    shown = new ColumnarBatch(Arrays.copyOf(columns, shownColumns, ColumnVector[].class));
  }

  RecordBatch records() {
    return records;
  }

  PigmentColumnVector column(int index) {
    return columns[index];
  }

  /** Selects the first {@code count} records. */
  void select(int count) {
    if (selected.length < records.size()) {
      selected = new int[records.size()];
    }
    for (int i = 0; i < count; i++) {
      selected[i] = i;
    }
    size = count;
    malformedFields = 0;
    malformedRecords = 0;
  }

  int[] selected() {
    return selected;
  }

  /**
   * Sets the text of malformed records, if there is a column for it.
   *
   * @param malformed the rows with a field that doesn't match its column's type
   */
  void showCorruptRecords(BitSet malformed) {
    corruptRecords.ifPresent(
        column -> {
          for (int row = 0; row < size; row++) {
            if (malformed.get(row) || records.isMalformed(selected[row])) {
              column.show(records, selected[row], row);
            }
          }
        });
  }

  /** Keeps only the first {@code rows} rows. */
  void truncate(int rows) {
    size = Math.min(size, rows);
  }

  /** Removes rows. */
  void remove(BitSet rows) {
    int kept = 0;
    for (int row = 0; row < size; row++) {
      selected[kept] = selected[row];
      kept += rows.get(row) ? 0 : 1;
    }
    size = kept;
  }

  /** Returns the number of rows. */
  public int size() {
    return size;
  }

  /** Returns the number of records, including records that did not become rows. */
  public int recordsScanned() {
    return records.size();
  }

  /** Returns the columns that Spark reads. */
  public ColumnarBatch columnar() {
    shown.setNumRows(size);
    return shown;
  }

  void countMalformed(long fields, long recordsOrRows) {
    malformedFields += fields;
    malformedRecords += recordsOrRows;
  }

  /**
   * Returns the number of fields that don't match their column's type, including fields of dropped
   * records.
   */
  public long malformedFields() {
    return malformedFields;
  }

  /**
   * Returns the number of records that don't match the header or were dropped because of a
   * malformed field.
   */
  public long malformedRecords() {
    return malformedRecords;
  }
}
