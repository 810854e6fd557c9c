package io.github.pigmentspark.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.client.TestEntries;
import io.github.pigmentspark.pigment.ExportKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvedNameTest {
  @ParameterizedTest
  @CsvSource({"DimensionList,LIST", "TransactionList,LIST", "Metric,METRIC", "Table,TABLE"})
  void exportsEachTypeOfBlock(String type, ExportKind kind) {
    MetadataEntry block = TestEntries.of(type, "a", "A").get(0);
    assertEquals(Optional.of(kind), ResolvedName.rawKind(block));
  }

  @Test
  void rejectsUnknownTypeOfBlock() {
    MetadataEntry block = TestEntries.of("Hypercube", "a", "A").get(0);
    assertEquals(Optional.empty(), ResolvedName.rawKind(block));
  }
}
