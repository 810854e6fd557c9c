package io.github.pigmentspark.schema;

import io.github.pigmentspark.options.Masked;
import io.github.pigmentspark.pigment.PigmentException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code schemaHints} option, which sets the types of some columns. */
final class SchemaHints {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaHints.class);

  private final StructType hints;
  private final boolean mustFit;

  private SchemaHints(StructType hints, boolean mustFit) {
    this.hints = hints;
    this.mustFit = mustFit;
  }

  /**
   * Parses DDL such as {@code Revenue DECIMAL(18,2), `Cost centre` STRING}.
   *
   * @throws PigmentException if the string is not valid DDL, or contains a type that is not
   *     supported
   */
  static SchemaHints parse(String ddl) {
    StructType hints;
    try {
      hints = StructType.fromDDL(ddl);
    } catch (Exception e) {
      // Spark throws an undeclared ParseException, whose message quotes the whole DDL.
      String why = e.getMessage().split("== SQL ==")[0].trim();
      throw new PigmentException(
          String.format(
              "Option schemaHints is \"%s\": expected DDL like \"Revenue DECIMAL(18,2), `Cost centre`"
                  + " STRING\". Spark says: %s",
              Masked.of(ddl), Masked.of(why)));
    }
    SupportedTypes.check(hints);
    return new SchemaHints(hints, true);
  }

  /**
   * Returns a copy of these hints that serves as a default for many exports, which may lack some of
   * the columns.
   */
  SchemaHints ofManyExports() {
    return new SchemaHints(hints, false);
  }

  StructType apply(StructType inferred, CaseSensitivity caseSensitivity) {
    Map<String, StructField> left = new LinkedHashMap<>();
    for (StructField hint : hints.fields()) {
      if (left.put(caseSensitivity.key(hint.name()), hint) != null) {
        throw new PigmentException(
            String.format(
                "Option schemaHints has the column `%s` twice. Remove one of the two.",
                hint.name()));
      }
    }
    StructField[] fields = inferred.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      StructField hint = left.remove(caseSensitivity.key(fields[i].name()));
      if (hint != null) {
        fields[i] = new StructField(fields[i].name(), hint.dataType(), true, fields[i].metadata());
      }
    }
    if (!left.isEmpty()) {
      String unknown =
          String.format(
              "Option schemaHints has columns that the export lacks: %s. The export has %s.",
              quoted(left.values()), quoted(Arrays.asList(fields)));
      if (mustFit) {
        throw new PigmentException(unknown);
      }
      LOG.warn("{} The option is a default, so it is ignored for these columns.", unknown);
    }
    return new StructType(fields);
  }

  private static String quoted(Collection<StructField> fields) {
    return fields.stream().map(field -> "`" + field.name() + "`").collect(Collectors.joining(", "));
  }
}
