package io.github.pigmentspark.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.client.TestEntries;
import io.github.pigmentspark.pigment.ExportKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawBlocksTest {
  @ParameterizedTest
  @CsvSource({"DimensionList,LIST", "TransactionList,LIST", "Metric,METRIC", "Table,TABLE"})
  void eachTypeOfBlockHasItsExport(String type, ExportKind kind) {
    MetadataEntry block = TestEntries.of(type, "a", "A").get(0);
    assertEquals(Optional.of(kind), RawBlocks.kind(block));
  }

  @Test
  void aTypeThatPigmentMayAddHasNone() {
    MetadataEntry block = TestEntries.of("Hypercube", "a", "A").get(0);
    assertEquals(Optional.empty(), RawBlocks.kind(block));
  }
}
