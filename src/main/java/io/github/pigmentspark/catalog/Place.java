package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import java.util.Optional;

/** What a name means: an application, a block of it, or a view of that. */
final class Place {
  private final MetadataEntry application;
  private final Optional<MetadataEntry> block;
  private final Optional<MetadataEntry> view;

  private Place(
      MetadataEntry application, Optional<MetadataEntry> block, Optional<MetadataEntry> view) {
    this.application = application;
    this.block = block;
    this.view = view;
  }

  static Place application(MetadataEntry application) {
    return new Place(application, Optional.empty(), Optional.empty());
  }

  Place block(MetadataEntry inside) {
    return new Place(application, Optional.of(inside), Optional.empty());
  }

  Place view(MetadataEntry inside) {
    return new Place(application, block, Optional.of(inside));
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
