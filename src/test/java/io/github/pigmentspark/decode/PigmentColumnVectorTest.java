package io.github.pigmentspark.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.pigmentspark.csv.RecordBatch;
import io.github.pigmentspark.csv.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PigmentColumnVectorTest {
  @ParameterizedTest
  @CsvSource({"true, true", "TRUE, true", "True, true", "false, false", "fAlSe, false"})
  void decodesBooleansInAnyCase(String field, boolean expected) {
    assertEquals(Optional.of(expected), FieldDecoder.of("BOOLEAN").decode(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "yes", "no", "t", "tru", "truee", " true", "true ", "wahr", "tr\u0155e"})
  void rejectsOtherWordsAsBooleans(String field) {
    assertFalse(FieldDecoder.of("BOOLEAN").accepts(field));
  }

  @Test
  void decodesSelectedRecordsAndEmptyFieldsAsNull() throws IOException {
    RecordBatch batch = batch("a\n1\n\n3\nx\n\n6\n");
    PigmentColumnVector column = PigmentColumnVector.of(DataTypes.IntegerType);
    int[] records = {0, 1, 2, 4, 5};
    column.begin(batch, 5);
    assertEquals(5, column.decode(batch, 0, records, 0, 5));
    boolean[] nulls = {false, true, false, true, false};
    for (int row = 0; row < 5; row++) {
      assertEquals(nulls[row], column.isNullAt(row));
      assertEquals(nulls[row] ? 0 : records[row] + 1, nulls[row] ? 0 : column.getInt(row));
    }
    assertEquals(2, column.numNulls());
    assertTrue(column.hasNull());
  }

  @Test
  void stopsAtInvalidField() throws IOException {
    RecordBatch batch = batch("a\n1\nx\n3\n");
    PigmentColumnVector column = PigmentColumnVector.of(DataTypes.ByteType);
    int[] records = {0, 1, 2};
    column.begin(batch, 3);
    assertEquals(1, column.decode(batch, 0, records, 0, 3));
    assertEquals(3, column.decode(batch, 0, records, 2, 3));
    assertEquals(1, column.getByte(0));
    assertEquals(3, column.getByte(2));
  }

  @Test
  void returnsShortsOfASmallint() throws IOException {
    RecordBatch batch = batch("a\n-32768\n");
    PigmentColumnVector column = PigmentColumnVector.of(DataTypes.ShortType);
    column.begin(batch, 1);
    assertEquals(1, column.decode(batch, 0, new int[] {0}, 0, 1));
    assertEquals(Short.MIN_VALUE, column.getShort(0));
    assertFalse(column.hasNull());
  }

  @Test
  void clearsValuesOfThePreviousBatch() throws IOException {
    PigmentColumnVector column = PigmentColumnVector.of(DataTypes.createDecimalType(38, 0));
    RecordBatch small = batch("a\n\n\n");
    RecordBatch large = batch("a\n" + "7\n".repeat(5_000));
    int[] records = new int[5_000];
    for (RecordBatch batch : new RecordBatch[] {small, large, small}) {
      column.begin(batch, batch.size());
      assertEquals(batch.size(), column.decode(batch, 0, records, 0, batch.size()));
      assertEquals(batch == small ? 2 : 0, column.numNulls());
    }
    assertEquals(7, column.getDecimal(4_999, 38, 0).toLong());
  }

  @Test
  void rejectsUnsupportedType() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PigmentColumnVector.of(DataTypes.BinaryType));
    assertEquals("There is no column vector for BINARY", e.getMessage());
  }

  private static RecordBatch batch(String csv) throws IOException {
    RecordBatch batch = new RecordBatch();
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    RecordReader.of(new ByteArrayInputStream(bytes), 1 << 20).read(batch);
    return batch;
  }
}
