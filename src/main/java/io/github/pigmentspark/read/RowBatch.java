package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import java.util.function.IntPredicate;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Rows for Spark, and the records that they are made from, in which their texts lie. Made to be
 * used again.
 */
final class RowBatch {
  private final RecordBatch records = new RecordBatch();
  private final Values values;
  private final Column[] columns;
  private final ColumnarBatch batch;
  private boolean text;
  private long malformedCells;
  private long malformedRecords;

  private RowBatch(StructField[] fields) {
    this.values = new Values(fields.length);
    this.columns = new Column[fields.length];
    ColumnVector[] vectors = new ColumnVector[fields.length];
    for (int i = 0; i < fields.length; i++) {
      columns[i] = Columns.of(fields[i].dataType(), this, i);
      vectors[i] = columns[i];
    }
    this.batch = new ColumnarBatch(vectors);
  }

  static RowBatch of(StructType schema) {
    return new RowBatch(schema.fields());
  }

  /** Makes it ready for other records. */
  void begin() {
    text = false;
    malformedCells = 0;
    malformedRecords = 0;
    for (Column column : columns) {
      column.hide();
      column.clear();
    }
  }

  RecordBatch records() {
    return records;
  }

  /** The values of the rows, a row for each record. */
  Values values() {
    return values;
  }

  Column column(int index) {
    return columns[index];
  }

  /** Whether all texts are known to be UTF-8, so that none has to be looked at. */
  boolean isText() {
    return text;
  }

  /** Finds that out, where it saves looking at many. */
  void checkText() {
    text = records.isText();
  }

  /** Leaves out the records that do not pass, with their rows. */
  void retain(IntPredicate passing) {
    int[] kept = {0};
    records.retain(
        record -> {
          boolean passes = passing.test(record);
          if (passes) {
            values.move(record, kept[0]++);
          }
          return passes;
        });
  }

  /** The columns that Spark reads, with a row for each record. */
  ColumnarBatch columnar() {
    for (Column column : columns) {
      column.show();
    }
    batch.setNumRows(records.size());
    return batch;
  }

  int size() {
    return records.size();
  }

  /** Ends the batch before a record; of what is malformed, only that record counts. */
  void endAt(int record) {
    records.truncate(record);
    malformedCells = 0;
    malformedRecords = 0;
  }

  void countMalformedCell() {
    malformedCells++;
  }

  void countMalformedRecords(int count) {
    malformedRecords += count;
  }

  /** Cells that did not fit their columns, also of records that were dropped for it. */
  long malformedCells() {
    return malformedCells;
  }

  /** Records that did not fit the header, or that were dropped for a cell. */
  long malformedRecords() {
    return malformedRecords;
  }
}
