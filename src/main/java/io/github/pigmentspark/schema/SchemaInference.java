package io.github.pigmentspark.schema;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import io.github.pigmentspark.options.Mode;
import io.github.pigmentspark.options.PigmentOptions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The schema of an export, from its header and its first records. */
public final class SchemaInference {
  private SchemaInference() {}

  /**
   * Reads the header and, where types are to be inferred, as many records as the options say. Where
   * a name is not as the header has it, the header stays in the column's comment.
   *
   * @throws IllegalArgumentException if {@code schemaHints} do not fit the export
   * @throws MalformedRecordException if a record of the sample is malformed and {@code mode} is
   *     {@link Mode#FAILFAST}
   */
  public static InferredSchema infer(
      RecordReader records, ColumnNames naming, PigmentOptions options) throws IOException {
    // Before the first byte is asked for: a slip in them is known without.
    Optional<SchemaHints> hints = options.schemaHints().map(SchemaHints::parse);
    List<String> header = records.header();
    List<String> names = naming.name(header);
    CellType[] types = new CellType[header.size()];
    Arrays.fill(types, CellType.BLANK);
    OptionalLong all =
        options.infersSchema() ? sample(records, types, options) : OptionalLong.empty();
    StructField[] fields = new StructField[types.length];
    for (int i = 0; i < fields.length; i++) {
      StructField field = DataTypes.createStructField(names.get(i), types[i].dataType(), true);
      fields[i] = names.get(i).equals(header.get(i)) ? field : field.withComment(header.get(i));
    }
    StructType inferred = new StructType(fields);
    return new InferredSchema(
        hints.map(hint -> hint.apply(inferred, naming.caseSensitivity())).orElse(inferred), all);
  }

  /** Returns how many records the export has, if the sample saw its end. */
  private static OptionalLong sample(RecordReader records, CellType[] types, PigmentOptions options)
      throws IOException {
    RecordBatch batch = new RecordBatch();
    int count = 0;
    while (count < options.sampleSize()) {
      if (!records.read(batch, () -> true)) {
        return OptionalLong.of(count);
      }
      batch.truncate(options.sampleSize() - count);
      count += batch.size();
      for (int i = 0; i < batch.size(); i++) {
        if (!batch.isMalformed(i)) {
          widen(types, batch, i);
        } else if (options.mode() == Mode.FAILFAST) {
          throw MalformedRecordException.of(options.exportRequest(), batch, i);
        }
      }
    }
    return OptionalLong.empty();
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
