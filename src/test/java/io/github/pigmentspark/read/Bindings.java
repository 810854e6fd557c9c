package io.github.pigmentspark.read;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** Columns bound to the cells of a record without an export. */
final class Bindings {
  private Bindings() {}

  /** Each column with the cell at its place. */
  static BoundColumns inOrder(StructType schema) {
    return of(schema, IntStream.range(0, schema.size()).toArray());
  }

  /**
   * Columns with their cells.
   *
   * @param filters about these columns
   */
  static BoundColumns of(StructType schema, int[] cells, CellFilter... filters) {
    int[] filterCells =
        Arrays.stream(filters).mapToInt(its -> cells[schema.fieldIndex(its.column())]).toArray();
    return new BoundColumns(schema.fields(), cells, filters, filterCells);
  }
}
