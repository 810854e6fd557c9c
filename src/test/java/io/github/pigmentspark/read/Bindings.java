package io.github.pigmentspark.read;

import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructType;

/** Columns bound to the cells of a record without an export. */
final class Bindings {
  private Bindings() {}

  /**
   * Each column with the cell at its place.
   *
   * @param filters about these columns
   */
  static BoundColumns inOrder(StructType schema, CellFilter... filters) {
    int[] filterCells = new int[filters.length];
    for (int i = 0; i < filters.length; i++) {
      filterCells[i] = schema.fieldIndex(filters[i].column());
    }
    int[] cells = IntStream.range(0, schema.size()).toArray();
    return new BoundColumns(schema.fields(), cells, filters, filterCells);
  }
}
