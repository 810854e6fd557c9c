package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.pigment.ExportKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The application, block or view that a name refers to. */
final class ResolvedName {
  private final MetadataEntry application;
  private final Optional<MetadataEntry> block;
  private final Optional<MetadataEntry> view;

  private ResolvedName(
      MetadataEntry application, Optional<MetadataEntry> block, Optional<MetadataEntry> view) {
    this.application = application;
    this.block = block;
    this.view = view;
  }

  static ResolvedName application(MetadataEntry application) {
    return new ResolvedName(application, Optional.empty(), Optional.empty());
  }

  ResolvedName block(MetadataEntry inside) {
    return new ResolvedName(application, Optional.of(inside), Optional.empty());
  }

  ResolvedName view(MetadataEntry inside) {
    return new ResolvedName(application, block, Optional.of(inside));
  }

  MetadataEntry application() {
    return application;
  }

  Optional<MetadataEntry> block() {
    return block;
  }

  Optional<MetadataEntry> view() {
    return view;
  }

  /**
   * Returns the kind of export; empty if the name refers to an application, or to a block without a
   * raw export.
   */
  Optional<ExportKind> kind() {
    return view.isPresent() ? Optional.of(ExportKind.VIEW) : block.flatMap(ResolvedName::rawKind);
  }

  /**
   * Returns the kind of a block's raw export; empty if this version of the connector doesn't know
   * the block's type.
   */
  static Optional<ExportKind> rawKind(MetadataEntry block) {
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

  /** Returns the properties that {@code DESCRIBE … EXTENDED} shows. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    describe(properties, "application", application);
    block.ifPresent(entry -> describe(properties, "block", entry));
    view.ifPresent(entry -> describe(properties, "view", entry));
    return Collections.unmodifiableMap(properties);
  }

  // The innermost entry is described last, so it determines the comment.
  private static void describe(Map<String, String> properties, String level, MetadataEntry entry) {
    properties.put("pigment." + level + ".id", entry.id());
    properties.put("pigment." + level + ".name", entry.name());
    if (!entry.type().isEmpty()) {
      properties.put("pigment." + level + ".type", entry.type());
    }
    String type = entry.type().isEmpty() ? "" : entry.type() + " ";
    properties.put("comment", "Pigment " + type + level + " " + entry.id());
  }
}
