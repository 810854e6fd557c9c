package io.github.pigmentspark.decode;

import io.github.pigmentspark.pigment.Excerpt;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A filter that evaluates a predicate on the bytes of a field, so that excluded records are not
 * decoded. It never excludes a record that satisfies the predicate, but may also keep other
 * records, because Spark evaluates the predicate again.
 */
public final class PushedFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The maximum number of strings to compare. More comparisons may take longer than the decoding
   * that they save.
   */
  private static final int MAX_TEXTS = 32;

  private static final int MAX_SHOWN_CHARS = 100;

  private final String column;
  private final Kind kind;
  private final byte[][] texts;

  private PushedFilter(String column, Kind kind, byte[][] texts) {
    this.column = column;
    this.kind = kind;
    this.texts = texts;
  }

  private enum Kind {
    NOT_BLANK,
    ONE_OF,
    STARTS_WITH
  }

  /**
   * Returns the filter for a predicate; empty if a filter would not save any decoding, or the
   * column does not come from a field.
   */
  public static Optional<PushedFilter> of(
      Predicate predicate, StructType schema, DecodeSettings settings) {
    Expression[] operands = operands(predicate);
    if (operands.length == 0 || !(operands[0] instanceof NamedReference)) {
      return Optional.empty();
    }
    String[] path = ((NamedReference) operands[0]).fieldNames();
    if (path.length != 1
        || !Arrays.asList(schema.fieldNames()).contains(path[0])
        || settings.isCorruptRecord(path[0])) {
      return Optional.empty();
    }
    if (predicate.name().equals("IS_NOT_NULL")) {
      return Optional.of(new PushedFilter(path[0], Kind.NOT_BLANK, new byte[0][]));
    }
    // Strings with different bytes can be equal in a CHAR or VARCHAR column, or with a
    // collation other than the default.
    boolean isString =
        schema.fields()[schema.fieldIndex(path[0])].dataType().equals(DataTypes.StringType);
    return isString ? ofText(path[0], predicate.name(), operands) : Optional.empty();
  }

  /** Returns the operands with the column first, even for {@code 'a' = column}. */
  private static Expression[] operands(Predicate predicate) {
    Expression[] operands = predicate.children();
    boolean isEquality = predicate.name().equals("=") || predicate.name().equals("<=>");
    return isEquality && operands[0] instanceof Literal
        ? new Expression[] {operands[1], operands[0]}
        : operands;
  }

  private static Optional<PushedFilter> ofText(String column, String name, Expression[] operands) {
    if (operands.length - 1 > MAX_TEXTS) {
      return Optional.empty();
    }
    byte[][] texts = new byte[operands.length - 1][];
    for (int i = 0; i < texts.length; i++) {
      Expression operand = operands[i + 1];
      Object value = operand instanceof Literal ? ((Literal<?>) operand).value() : null;
      if (!(value instanceof UTF8String)) {
        return Optional.empty();
      }
      texts[i] = ((UTF8String) value).getBytes();
    }
    switch (name) {
      case "=":
      case "<=>":
      case "IN":
        return Optional.of(new PushedFilter(column, Kind.ONE_OF, texts));
      case "STARTS_WITH":
        return Optional.of(new PushedFilter(column, Kind.STARTS_WITH, texts));
      default:
        return Optional.empty();
    }
  }

  /** Returns the name of the compared column. */
  public String column() {
    return column;
  }

  /** Returns whether a record with this field may satisfy the predicate. A blank field is null. */
  boolean passes(byte[] bytes, int start, int end) {
    if (start == end) {
      return false;
    }
    if (kind == Kind.NOT_BLANK) {
      return true;
    }
    for (byte[] text : texts) {
      boolean fits = kind == Kind.ONE_OF ? text.length == end - start : text.length <= end - start;
      if (fits && startsWith(text, bytes, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] text, byte[] bytes, int start) {
    for (int i = 0; i < text.length; i++) {
      if (text[i] != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the filter as shown in query plans. */
  @Override
  public String toString() {
    String values =
        Arrays.stream(texts)
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .collect(Collectors.joining(", "));
    return "`"
        + column
        + "` "
        + kind
        + (texts.length == 0 ? "" : " (" + Excerpt.of(values, MAX_SHOWN_CHARS) + ")");
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof PushedFilter)) {
      return false;
    }
    PushedFilter that = (PushedFilter) other;
    return column.equals(that.column) && kind == that.kind && Arrays.deepEquals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * column.hashCode() + kind.ordinal()) + Arrays.deepHashCode(texts);
  }
}
