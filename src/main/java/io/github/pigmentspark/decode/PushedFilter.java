package io.github.pigmentspark.decode;

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
 * A part of a query's condition that can be decided on the bytes of a cell, before the record is
 * converted, or while it is read. It lets through at least what the condition does; Spark applies
 * that again.
 */
public final class PushedFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  /** To compare a cell with more texts than this may cost more than it saves. */
  private static final int MOST_TEXTS = 32;

  private static final int SHOWN_CHARS = 100;

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

  /** The filter for a predicate of Spark; empty if it is not one of those that pay. */
  public static Optional<PushedFilter> of(Predicate predicate, StructType schema) {
    Expression[] operands = operands(predicate);
    if (operands.length == 0 || !(operands[0] instanceof NamedReference)) {
      return Optional.empty();
    }
    String[] path = ((NamedReference) operands[0]).fieldNames();
    if (path.length != 1) {
      return Optional.empty();
    }
    if (predicate.name().equals("IS_NOT_NULL")) {
      return Optional.of(new PushedFilter(path[0], Kind.NOT_BLANK, new byte[0][]));
    }
    // Not CHAR, VARCHAR, or another collation: there, different bytes can be equal.
    boolean isString =
        schema.fields()[schema.fieldIndex(path[0])].dataType().equals(DataTypes.StringType);
    return isString ? ofText(path[0], predicate.name(), operands) : Optional.empty();
  }

  /** What the predicate is about comes first, also of {@code 'a' = column}. */
  private static Expression[] operands(Predicate predicate) {
    Expression[] operands = predicate.children();
    boolean isEquality = predicate.name().equals("=") || predicate.name().equals("<=>");
    return isEquality && operands[0] instanceof Literal
        ? new Expression[] {operands[1], operands[0]}
        : operands;
  }

  private static Optional<PushedFilter> ofText(String column, String name, Expression[] operands) {
    if (operands.length - 1 > MOST_TEXTS) {
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

  /** The name of the column that it is about. */
  public String column() {
    return column;
  }

  /** Whether a record with this cell may fulfil the condition. A blank cell is null. */
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

  /** As in the scan's line of the query's plan, cut. */
  @Override
  public String toString() {
    String values =
        Arrays.stream(texts)
            .map(text -> new String(text, StandardCharsets.UTF_8))
            .collect(Collectors.joining(", "));
    String shown =
        values.codePointCount(0, values.length()) <= SHOWN_CHARS
            ? values
            : values.substring(0, values.offsetByCodePoints(0, SHOWN_CHARS)) + "…";
    return "`" + column + "` " + kind + (texts.length == 0 ? "" : " (" + shown + ")");
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
