package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import java.util.Optional;

/** What a name means: an application, a block of it, or a view of that. */
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
}
