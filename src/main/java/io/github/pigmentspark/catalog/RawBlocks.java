package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.pigment.ExportKind;
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
}
