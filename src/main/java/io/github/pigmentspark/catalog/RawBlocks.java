package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.pigment.ExportKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which blocks can be read without a view, and how. */
final class RawBlocks {
  private RawBlocks() {}

  /** How such a block is exported; empty for a type that Pigment may have added. */
  static Optional<ExportKind> kind(MetadataEntry block) {
    switch (block.type()) {
      case "DimensionList":
      case "TransactionList":
        return Optional.of(ExportKind.LIST);
      case "Metric":
        return Optional.of(ExportKind.METRIC);
      case "Table":
        return Optional.of(ExportKind.TABLE);
      default:
        return Optional.empty();
    }
  }

  /**
   * The ids of metrics by the names of columns, with friendly headers: of those metrics whose name
   * no other block has.
   */
  static Map<String, String> metricIds(List<MetadataEntry> blocks) {
    Map<String, Integer> uses = new HashMap<>();
    blocks.forEach(block -> uses.merge(block.name(), 1, Integer::sum));
    Map<String, String> ids = new HashMap<>();
    for (MetadataEntry block : blocks) {
      if (kind(block).equals(Optional.of(ExportKind.METRIC)) && uses.get(block.name()) == 1) {
        ids.put(block.name(), block.id());
      }
    }
    return ids;
  }
}
