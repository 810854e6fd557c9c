package io.github.pigmentspark.decode;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.schema.CaseSensitivity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The metadata columns, which show the origin of a row. Spark reads a metadata column only if a
 * query names it.
 */
public final class Provenance {
  private static final String EXPORT_TIME = "_export_time";
  private static final String SOURCE_ID = "_source_id";
  private static final String SCENARIO_ID = "_scenario_id";
  private static final String RECORD_NUMBER = "_record_number";

  private static final StructType COLUMNS =
      new StructType()
          .add(
              EXPORT_TIME,
              "timestamp",
              false,
              "The time when the response began, by the executor's clock")
          .add(SOURCE_ID, "string", false, "The id of the view or block")
          .add(SCENARIO_ID, "string", true, "The id of the scenario, if scenarios are set")
          .add(
              RECORD_NUMBER,
              "bigint",
              false,
              "The position of the record in the export, starting with 1");

  /**
   * The key that marks a metadata column of a scan. The name is not enough, because a column of the
   * table may have the same name.
   */
  private static final String MARK = "pigment.provenance";

  private Provenance() {}

  /**
   * Returns the metadata columns for a table, except for those whose name the table already uses
   * for a column.
   */
  public static MetadataColumn[] columns(StructType table, CaseSensitivity caseSensitivity) {
    Set<String> taken =
        Arrays.stream(table.fieldNames()).map(caseSensitivity::key).collect(Collectors.toSet());
    return Arrays.stream(COLUMNS.fields())
        .filter(column -> !taken.contains(caseSensitivity.key(column.name())))
        .map(Column::new)
        .toArray(MetadataColumn[]::new);
  }

  /** Returns a metadata column for the schema of a scan. */
  public static StructField field(String name) {
    StructField column = COLUMNS.apply(name);
    return new StructField(
        name,
        column.dataType(),
        column.nullable(),
        new MetadataBuilder().putBoolean(MARK, true).build());
  }

  /** Returns whether a column of a scan is a metadata column. */
  public static boolean has(StructField column) {
    return column.metadata().contains(MARK);
  }

  /**
   * Returns the values of a metadata column.
   *
   * @param exportTime a supplier of the time when the response began, in microseconds; its result
   *     is valid once a record has been read
   */
  static PigmentColumnVector vector(
      StructField column, ExportRequest request, LongSupplier exportTime) {
    switch (column.name()) {
      case EXPORT_TIME:
        return ComputedColumn.numbers(
            column.dataType(), (records, record) -> exportTime.getAsLong());
      case RECORD_NUMBER:
        return ComputedColumn.numbers(column.dataType(), RecordBatch::number);
      case SOURCE_ID:
        return ComputedColumn.text(request.id().toLowerCase(Locale.ROOT));
      default:
        return request.scenarios().isEmpty()
            ? ComputedColumn.nulls(column.dataType())
            : ComputedColumn.text(request.scenarios().get(0));
    }
  }

  private static final class Column implements MetadataColumn {
    private final StructField field;

    Column(StructField field) {
      this.field = field;
    }

    @Override
    public String name() {
      return field.name();
    }

    @Override
    public DataType dataType() {
      return field.dataType();
    }

    @Override
    public boolean isNullable() {
      return field.nullable();
    }

    @Override
    public String comment() {
      return field.metadata().getString("comment");
    }
  }
}
