package io.github.pigmentspark.schema;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The common format of a column's sampled cells, and the Spark type that is inferred from it. */
enum CellType {
  BLANK(DataTypes.StringType),
  BOOLEAN(DataTypes.BooleanType),
  /** A whole number of up to 64 bits. */
  LONG(DataTypes.LongType),
  /** A whole number of up to 38 digits. */
  BIG_INTEGER(DataTypes.createDecimalType(38, 0)),
  /** A number with a dot or an exponent. */
  DOUBLE(DataTypes.DoubleType),
  /** {@code 2024-11-21}. */
  ISO_DATE(DataTypes.DateType),
  /** {@code 10/25/2024}. */
  LEGACY_DATE(DataTypes.DateType),
  /** {@code 10/25/2024 00:00:00 +00:00}. */
  LEGACY_TIMESTAMP(DataTypes.TimestampType),
  TEXT(DataTypes.StringType);

  private final DataType dataType;

  CellType(DataType dataType) {
    this.dataType = dataType;
  }

  DataType dataType() {
    return dataType;
  }

  /** Returns the type of a single cell. */
  static CellType of(byte[] bytes, int start, int end) {
    if (start == end) {
      return BLANK;
    }
    byte first = bytes[start];
    if (first == '-' || (first >= '0' && first <= '9')) {
      CellType number = NumberText.type(bytes, start, end);
      return number == TEXT ? DateText.type(bytes, start, end) : number;
    }
    return BooleanText.isBoolean(bytes, start, end) ? BOOLEAN : TEXT;
  }

  /** Returns the narrowest type that includes both types. The order does not matter. */
  CellType and(CellType other) {
    if (this == other || other == BLANK) {
      return this;
    }
    if (this == BLANK) {
      return other;
    }
    if (isNumber() && other.isNumber()) {
      // The numeric types are declared from narrowest to widest.
      return compareTo(other) > 0 ? this : other;
    }
    if (isLegacy() && other.isLegacy()) {
      return LEGACY_TIMESTAMP;
    }
    return TEXT;
  }

  private boolean isNumber() {
    return this == LONG || this == BIG_INTEGER || this == DOUBLE;
  }

  private boolean isLegacy() {
    return this == LEGACY_DATE || this == LEGACY_TIMESTAMP;
  }
}
