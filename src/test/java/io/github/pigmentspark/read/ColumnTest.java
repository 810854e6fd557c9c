package io.github.pigmentspark.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ColumnTest {
  @Test
  void itKeepsNothingOfABatchThatIsFilledAgain() {
    RowBatch rows = RowBatch.of(StructType.fromDDL("l BIGINT"));
    Column column = rows.column(0);
    rows.values().begin(0)[rows.values().at(0, 0)] = 7;

    rows.columnar();
    assertEquals(7, column.getLong(0));

    rows.begin();
    assertThrows(IndexOutOfBoundsException.class, () -> column.getLong(0));
  }
}
