package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.options.CatalogOptions;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import java.util.Map;

/** A block or view that can be read, under the name that somebody called it by. */
final class NamedExport {
  private final String catalog;
  private final String[] parts;
  private final ResolvedName place;
  private final ExportKind kind;

  /**
   * An export.
   *
   * @param catalog as SQL writes it
   * @param parts the name, without the catalog
   * @param place what it means: a block or a view
   * @throws CatalogException if it is a block that can only be read by its views
   */
  NamedExport(String catalog, String[] parts, ResolvedName place) {
    this.catalog = catalog;
    this.parts = parts;
    this.place = place;
    this.kind = place.view().isPresent() ? ExportKind.VIEW : kind(place.block().get());
  }

  private ExportKind kind(MetadataEntry block) {
    return RawBlocks.kind(block)
        .orElseThrow(
            () ->
                new CatalogException(
                    String.format(
                        "%s is of the type %s, whose blocks cannot be read as they are. Read one of"
                            + " its views.",
                        name(), block.type())));
  }

  ExportKind kind() {
    return kind;
  }

  String id() {
    return place.view().orElseGet(() -> place.block().get()).id();
  }

  /** As SQL writes it, with the catalog. */
  String name() {
    return catalog + "." + Names.quoted(parts);
  }

  /**
   * The options of a read of it; their request has its name.
   *
   * @param ofRead what the read itself was given
   */
  ReadOptions read(CatalogOptions options, Map<String, String> ofRead) {
    ReadOptions read = options.read(kind, id(), ofRead);
    ExportRequest.Builder request =
        read.exportRequest().toBuilder()
            .title(String.format("%s %s (%s)", kind.noun(), name(), id()));
    if (kind == ExportKind.VIEW && RawBlocks.kind(place.block().get()).isPresent()) {
      String block = catalog + "." + Names.quoted(parts[0], parts[1]);
      request.alternative("read " + block + " in its place");
    }
    return read.withExportRequest(request.build());
  }
}
