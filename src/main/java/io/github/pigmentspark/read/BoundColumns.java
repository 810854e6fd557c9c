package io.github.pigmentspark.read;

import io.github.pigmentspark.client.ExportRequest;
import io.github.pigmentspark.csv.Record;
import io.github.pigmentspark.schema.ColumnNames;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of the rows, each with the cell that it comes from, found by name. */
final class BoundColumns {
  private final StructField[] fields;
  private final int[] cells;
  private final CellConverter[] converters;

  private BoundColumns(StructField[] fields, int[] cells) {
    this.fields = fields;
    this.cells = cells;
    this.converters = new CellConverter[fields.length];
    for (int i = 0; i < fields.length; i++) {
      converters[i] = CellConverters.of(fields[i].dataType());
    }
  }

  /**
   * Finds the columns in the header of an export.
   *
   * @throws IllegalStateException if one is not there; names it, and those that are
   */
  static BoundColumns bind(
      StructType schema, List<String> header, ColumnNames naming, ExportRequest request) {
    List<String> names = naming.name(header);
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      positions.put(naming.caseSensitivity().key(names.get(i)), i);
    }
    int[] cells = new int[schema.length()];
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      String name = schema.fields()[i].name();
      Integer position = positions.get(naming.caseSensitivity().key(name));
      if (position == null) {
        missing.add(quoted(name));
      } else {
        cells[i] = position;
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          String.format(
              "The export of %s has no column %s. It has %s. If the view was changed, load it again;"
                  + " if the schema was given, correct it.",
              request, String.join(", ", missing), list(names)));
    }
    return new BoundColumns(schema.fields(), cells);
  }

  private static String list(List<String> names) {
    int shown = Math.min(names.size(), 100);
    List<String> quoted = new ArrayList<>(shown);
    for (String name : names.subList(0, shown)) {
      quoted.add(quoted(name));
    }
    return String.join(", ", quoted)
        + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  int count() {
    return cells.length;
  }

  /** Sets a column from a record; false if the cell does not fit. A blank cell is null. */
  boolean convert(Record record, int column, SpecificInternalRow row) {
    int start = record.start(cells[column]);
    int end = record.end(cells[column]);
    if (start == end) {
      row.setNullAt(column);
      return true;
    }
    return converters[column].convert(record.bytes(), start, end, row, column);
  }

  MalformedRecordException doesNotFit(Record record, int column, ExportRequest request) {
    return MalformedRecordException.of(
        request, record, cells[column], fields[column].name(), fields[column].dataType());
  }
}
