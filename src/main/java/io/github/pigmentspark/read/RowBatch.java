package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Rows for Spark, and the records that they were made from, in which their strings lie. */
final class RowBatch {
  private RecordBatch records = new RecordBatch();
  private final Column<?>[] columns;
  private final ColumnarBatch batch;
  private long malformedCells;
  private long malformedRecords;

  private RowBatch(Column<?>[] columns) {
    this.columns = columns;
    ColumnVector[] vectors = columns.clone();
    this.batch = new ColumnarBatch(vectors);
  }

  static RowBatch of(StructType schema) {
    StructField[] fields = schema.fields();
    Column<?>[] columns = new Column<?>[fields.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = Columns.of(fields[i].dataType());
    }
    return new RowBatch(columns);
  }

  RecordBatch records() {
    return records;
  }

  /** Takes other records, of which rows are to be made. */
  void records(RecordBatch others) {
    records = others;
  }

  Column<?> column(int index) {
    return columns[index];
  }

  /** The columns that Spark reads, with a row for each record. */
  ColumnarBatch columnar() {
    batch.setNumRows(records.size());
    return batch;
  }

  int size() {
    return records.size();
  }

  void startCounting() {
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
