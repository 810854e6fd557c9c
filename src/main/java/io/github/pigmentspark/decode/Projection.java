package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.schema.HeaderResolver;
import io.github.pigmentspark.schema.MalformedRecordException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The fields of a record that a read needs for its columns and its pushed filters. */
final class Projection {
  private static final int MAX_SHOWN_NAMES = 100;

  private final StructField[] columns;
  private final int[] fields;
  private final PushedFilter[] filters;
  private final int[] filterFields;

  private Projection(
      StructField[] columns, int[] fields, PushedFilter[] filters, int[] filterFields) {
    this.columns = columns;
    this.fields = fields;
    this.filters = filters;
    this.filterFields = filterFields;
  }

  /**
   * Finds the columns of the schema and of the filters by name in the header of an export.
   *
   * @throws PigmentException if a column is missing or ambiguous; the message names this column and
   *     the columns of the export
   */
  static Projection of(
      DecodeSettings settings, StructType schema, List<PushedFilter> filters, List<String> header) {
    HeaderResolver resolver =
        HeaderResolver.of(settings.naming(), settings.seenHeader().orElse(header), header);
    Resolution resolution = new Resolution(resolver);
    StructField[] columns = schema.fields();
    int[] fields = new int[columns.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] =
          settings.isCorruptRecord(columns[i].name()) || Provenance.has(columns[i])
              ? requireNone(columns[i].name(), resolver, settings.request())
              : resolution.find(columns[i].name());
    }
    int[] filterFields = new int[filters.size()];
    for (int i = 0; i < filterFields.length; i++) {
      filterFields[i] = resolution.find(filters.get(i).column());
    }
    resolution.requireAll(settings.request());
    return new Projection(columns, fields, filters.toArray(new PushedFilter[0]), filterFields);
  }

  private static int requireNone(String name, HeaderResolver resolver, ExportRequest request) {
    if (resolver.find(name) != HeaderResolver.MISSING) {
      throw new PigmentException(
          String.format(
              "The export of %s already has a column `%s`, so this read cannot add one. For the"
                  + " text of malformed records, set columnNameOfCorruptRecord, or Spark's"
                  + " spark.sql.columnNameOfCorruptRecord, to another name. If `%2$s` is a metadata"
                  + " column, add the export's column to the schema.",
              request, name));
    }
    return HeaderResolver.MISSING;
  }

  /** Returns the position of a column's field in a record. */
  int field(int column) {
    return fields[column];
  }

  boolean passesFilters(RecordBatch records, int record) {
    for (int i = 0; i < filters.length; i++) {
      int start = records.start(record, filterFields[i]);
      if (!filters[i].passes(records.bytes(), start, records.end(record, filterFields[i]))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the exception for a field that doesn't match its column's type. */
  MalformedRecordException malformed(
      ExportRequest request, RecordBatch records, int record, int column) {
    return MalformedRecordException.of(
        request,
        records,
        record,
        fields[column],
        columns[column].name(),
        columns[column].dataType());
  }

  /** A lookup that collects the names that it does not find. */
  private static final class Resolution {
    private final HeaderResolver resolver;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> ambiguous = new LinkedHashSet<>();

    Resolution(HeaderResolver resolver) {
      this.resolver = resolver;
    }

    int find(String name) {
      int position = resolver.find(name);
      if (position == HeaderResolver.MISSING) {
        missing.add(name);
      } else if (position == HeaderResolver.UNCERTAIN) {
        ambiguous.add(name);
      }
      return position;
    }

    void requireAll(ExportRequest request) {
      if (!missing.isEmpty()) {
        throw new PigmentException(
            String.format(
                "The export of %s has no column %s. It has %s. Load the %s again if it was changed,"
                    + " or correct the schema if you provided one.",
                request, quoted(missing), quoted(resolver.names()), request.kind().noun()));
      }
      if (!ambiguous.isEmpty()) {
        throw new PigmentException(
            String.format(
                "The number of columns with the same name as %s has changed since the schema of %s"
                    + " was inferred, so the columns cannot be told apart. The export now has %s."
                    + " Load the %s again.",
                quoted(ambiguous), request, quoted(resolver.names()), request.kind().noun()));
      }
    }

    private static String quoted(Iterable<String> names) {
      List<String> quoted = new ArrayList<>();
      names.forEach(name -> quoted.add("`" + name + "`"));
      int more = quoted.size() - MAX_SHOWN_NAMES;
      return quoted.stream().limit(MAX_SHOWN_NAMES).collect(Collectors.joining(", "))
          + (more > 0 ? " and " + more + " more" : "");
    }
  }
}
