package io.github.pigmentspark.read;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.HeaderResolver;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** The columns and filters of a read, each with the cell that it is about, found by name. */
final class BoundColumns {
  private final StructField[] fields;
  private final int[] cells;
  private final CellFilter[] filters;
  private final int[] filterCells;

  /**
   * Columns and filters whose cells are known.
   *
   * @param cells of the columns, by their place in a record
   * @param filterCells those of the filters
   */
  BoundColumns(StructField[] fields, int[] cells, CellFilter[] filters, int[] filterCells) {
    this.fields = fields;
    this.cells = cells;
    this.filters = filters;
    this.filterCells = filterCells;
  }

  /**
   * Finds the columns in the header of an export.
   *
   * @throws IllegalStateException if one is not there, or cannot be told for certain; names it, and
   *     those that are there
   */
  static BoundColumns bind(PigmentInputPartition partition, List<String> header) {
    StructField[] fields = partition.schema().fields();
    CellFilter[] filters = partition.filters().toArray(new CellFilter[0]);
    ScanSettings settings = partition.settings();
    Finder finder =
        new Finder(
            HeaderResolver.of(settings.naming(), settings.seenHeader().orElse(header), header));
    int[] cells = new int[fields.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = finder.find(fields[i].name());
    }
    int[] filterCells = new int[filters.length];
    for (int i = 0; i < filterCells.length; i++) {
      filterCells[i] = finder.find(filters[i].column());
    }
    finder.requireAll(settings.request());
    return new BoundColumns(fields, cells, filters, filterCells);
  }

  int count() {
    return cells.length;
  }

  /** Where in a record the column's cell is. */
  int cell(int column) {
    return cells[column];
  }

  /** Where all cells are that the read looks at, for columns and for filters. */
  int[] cells() {
    return IntStream.concat(Arrays.stream(cells), Arrays.stream(filterCells)).toArray();
  }

  DataType type(int column) {
    return fields[column].dataType();
  }

  /**
   * The query's filters by the cells that they are about.
   *
   * @param width how many cells a record has
   */
  CellFilter[][] filters(int width) {
    CellFilter[][] byCell = new CellFilter[width][];
    for (int cell = 0; cell < width; cell++) {
      int about = cell;
      byCell[cell] =
          IntStream.range(0, filters.length)
              .filter(i -> filterCells[i] == about)
              .mapToObj(i -> filters[i])
              .toArray(CellFilter[]::new);
    }
    return byCell;
  }

  /** Leaves out the records that the query's filters exclude. */
  void filter(RowBatch rows) {
    if (filters.length > 0) {
      RecordBatch batch = rows.records();
      rows.retain(record -> !batch.isSplit(record) || passes(batch, record));
    }
  }

  private boolean passes(RecordBatch batch, int record) {
    for (int i = 0; i < filters.length; i++) {
      int start = batch.start(record, filterCells[i]);
      if (!filters[i].passes(batch.bytes(), start, batch.end(record, filterCells[i]))) {
        return false;
      }
    }
    return true;
  }

  MalformedRecordException doesNotFit(
      ExportRequest request, RecordBatch batch, int record, int column) {
    return MalformedRecordException.of(
        request, batch, record, cells[column], fields[column].name(), fields[column].dataType());
  }

  /** Looks names up, and remembers those that it did not find. */
  private static final class Finder {
    private final HeaderResolver columns;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> uncertain = new LinkedHashSet<>();

    Finder(HeaderResolver columns) {
      this.columns = columns;
    }

    int find(String name) {
      int position = columns.find(name);
      if (position == HeaderResolver.MISSING) {
        missing.add(quoted(name));
      } else if (position == HeaderResolver.UNCERTAIN) {
        uncertain.add(quoted(name));
      }
      return position;
    }

    void requireAll(ExportRequest request) {
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            String.format(
                "The export of %s has no column %s. It has %s. If the %s was changed, load it again;"
                    + " if the schema was given, correct it.",
                request, String.join(", ", missing), list(columns.names()), request.kind().noun()));
      }
      if (!uncertain.isEmpty()) {
        throw new IllegalStateException(
            String.format(
                "The export of %s had another number of columns with the same name as %s when its"
                    + " schema was read, and which of them is which cannot be told. It has %s. Load"
                    + " the %s again.",
                request,
                String.join(", ", uncertain),
                list(columns.names()),
                request.kind().noun()));
      }
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
  }
}
