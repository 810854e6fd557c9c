package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The inference of one schema for all exports of a read, based on the header and the first records
 * of each export. If the name of a column differs from its title, the title becomes the column's
 * comment.
 */
public final class SchemaInference {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaInference.class);

  private final ColumnNames naming;
  private final ReadOptions options;
  private final Optional<SchemaHints> hints;
  private final List<ExportRequest> seen = new ArrayList<>();
  private List<String> header = Collections.emptyList();
  private CellType[] types = new CellType[0];
  private boolean hasSampledRecords;

  private SchemaInference(ColumnNames naming, ReadOptions options, Optional<SchemaHints> hints) {
    this.naming = naming;
    this.options = options;
    this.hints = hints;
  }

  /**
   * Starts an inference.
   *
   * @throws PigmentException if {@code schemaHints} is not valid DDL
   */
  public static SchemaInference of(ColumnNames naming, ReadOptions options) {
    Optional<SchemaHints> hints = options.schemaHints().map(SchemaHints::parse);
    return new SchemaInference(
        naming,
        options,
        options.hasOwnSchemaHints() ? hints : hints.map(SchemaHints::ofManyExports));
  }

  /**
   * Reads the header of an export and, if types are inferred, its first records.
   *
   * @param sampleSize the number of records to read; 1 or more
   * @throws PigmentException if the export's columns differ from those of an earlier export
   * @throws MalformedRecordException if {@code mode} is {@link Mode#FAILFAST} and a record of the
   *     sample is malformed
   */
  public void add(ExportRequest request, RecordReader export, int sampleSize) throws IOException {
    List<String> columns = export.header();
    if (seen.isEmpty()) {
      header = columns;
      types = new CellType[header.size()];
      Arrays.fill(types, CellType.BLANK);
    } else if (!header.equals(columns)) {
      throw new PigmentException(
          String.format(
              "The export of %s has different columns from that of %s: %s instead of %s. Read each"
                  + " scenario separately, and union the columns that the scenarios share.",
              request, seen.get(0), quoted(columns), quoted(header)));
    }
    seen.add(request);
    if (options.infersSchema()) {
      sample(request, export, sampleSize);
    }
  }

  private static String quoted(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }

  /**
   * Returns the schema.
   *
   * @throws PigmentException if {@code schemaHints} has columns that the exports lack
   */
  public InferredSchema schema() {
    List<String> names = naming.name(header);
    StructField[] fields = new StructField[types.length];
    for (int i = 0; i < fields.length; i++) {
      StructField field = DataTypes.createStructField(names.get(i), types[i].dataType(), true);
      fields[i] = names.get(i).equals(header.get(i)) ? field : field.withComment(header.get(i));
    }
    StructType inferred = new StructType(fields);
    StructType schema =
        hints.map(hint -> hint.apply(inferred, naming.caseSensitivity())).orElse(inferred);
    warnOfBlankColumns(inferred, schema);
    Optional<String> corruptRecord =
        options.mode() == Mode.PERMISSIVE ? options.corruptRecordColumn() : Optional.empty();
    return new InferredSchema(
        corruptRecord.map(name -> withCorruptRecord(schema, name)).orElse(schema), header, naming);
  }

  private StructType withCorruptRecord(StructType schema, String name) {
    String key = naming.caseSensitivity().key(name);
    for (String other : schema.fieldNames()) {
      if (naming.caseSensitivity().key(other).equals(key)) {
        throw new PigmentException(
            String.format(
                "Option columnNameOfCorruptRecord is \"%s\", but the export of %s already has a"
                    + " column with that name. Choose another name.",
                name, seen.get(0)));
      }
    }
    return schema.add(name, DataTypes.StringType);
  }

  /** Warns about columns that are STRING only because all their cells in the sample are blank. */
  private void warnOfBlankColumns(StructType inferred, StructType schema) {
    List<String> blank = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      boolean isHinted = schema.fields()[i] != inferred.fields()[i];
      if (types[i] == CellType.BLANK && !isHinted) {
        blank.add(schema.fields()[i].name());
      }
    }
    if (hasSampledRecords && !blank.isEmpty()) {
      LOG.warn(
          "{}: all sampled cells of {} are blank, so the type is STRING. If there are values in"
              + " later records, set schemaHints or raise sampleSize.",
          seen.get(0),
          quoted(blank));
    }
  }

  private void sample(ExportRequest request, RecordReader export, int sampleSize)
      throws IOException {
    RecordBatch batch = new RecordBatch();
    int left = sampleSize;
    while (left > 0 && export.read(batch)) {
      int sampled = Math.min(batch.size(), left);
      left -= sampled;
      hasSampledRecords = true;
      for (int i = 0; i < sampled; i++) {
        if (!batch.isMalformed(i)) {
          widen(types, batch, i);
        } else if (options.mode() == Mode.FAILFAST) {
          throw MalformedRecordException.of(request, batch, i);
        }
      }
    }
  }

  private static void widen(CellType[] types, RecordBatch batch, int record) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] != CellType.TEXT) {
        types[i] =
            types[i].and(CellType.of(batch.bytes(), batch.start(record, i), batch.end(record, i)));
      }
    }
  }
}
