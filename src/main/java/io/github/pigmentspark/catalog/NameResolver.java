package io.github.pigmentspark.catalog;

import io.github.pigmentspark.catalog.Metadata.Age;
import io.github.pigmentspark.client.MetadataEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** From the parts of a name, {@code application}, {@code block}, {@code view}, to what it means. */
final class NameResolver {
  private static final int DEEPEST = 3;

  private final String catalog;
  private final Metadata metadata;

  NameResolver(String catalog, Metadata metadata) {
    this.catalog = catalog;
    this.metadata = metadata;
  }

  /**
   * What a name means.
   *
   * @return empty where it means nothing, and nothing has a name like it
   * @throws CatalogException if it means nothing or several things; says what it may have meant
   */
  Optional<ResolvedName> find(String... parts) {
    return walk(NameResolver::oneOrExplained, parts);
  }

  /** The same; empty wherever a name does not mean one thing. */
  Optional<ResolvedName> findQuietly(String... parts) {
    return walk(NameResolver::one, parts);
  }

  private Optional<ResolvedName> walk(
      BiFunction<Level, String, Optional<MetadataEntry>> one, String... parts) {
    if (parts.length == 0 || parts.length > DEEPEST) {
      return Optional.empty();
    }
    Optional<ResolvedName> place =
        one.apply(applications(), parts[0]).map(ResolvedName::application);
    if (place.isPresent() && parts.length > 1) {
      place = one.apply(blocks(place.get()), parts[1]).map(place.get()::block);
    }
    if (place.isPresent() && parts.length > 2) {
      place = one.apply(views(place.get()), parts[2]).map(place.get()::view);
    }
    return place;
  }

  private static Optional<MetadataEntry> one(Level level, String name) {
    List<MetadataEntry> found = level.find(name);
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Optional<MetadataEntry> oneOrExplained(Level level, String name) {
    List<MetadataEntry> found = level.find(name);
    if (found.size() > 1) {
      throw level.notOne(name, found);
    }
    if (found.isEmpty()) {
      List<String> near = level.near(name);
      if (!near.isEmpty()) {
        throw level.unknown(name, near);
      }
    }
    return found.stream().findFirst();
  }

  List<String> listApplications() {
    return applications().listed(entry -> true);
  }

  /** The blocks whose data can be read raw. */
  List<String> listBlocks(ResolvedName application) {
    return blocks(application).listed(block -> RawBlocks.kind(block).isPresent());
  }

  List<String> listBlocksWithViews(ResolvedName application) {
    String id = application.application().id();
    return blocks(application).listed(block -> metadata.hasViews(id, block.id()));
  }

  List<String> listViews(ResolvedName block) {
    return views(block).listed(entry -> true);
  }

  private Level applications() {
    return new Level("the catalog " + catalog, "application", metadata::applications);
  }

  private Level blocks(ResolvedName place) {
    String application = place.application().id();
    return new Level(
        "the application " + Names.quoted(place.application().name()),
        "block",
        age -> metadata.blocks(application, age));
  }

  private Level views(ResolvedName place) {
    String application = place.application().id();
    MetadataEntry block = place.block().get();
    return new Level(
        "the block " + Names.quoted(place.application().name(), block.name()),
        "view",
        age -> metadata.views(application, block.id(), age));
  }

  /** What lies side by side: all applications, the blocks of one, the views of one. */
  private static final class Level {
    private final String where;
    private final String kind;
    private final Function<Age, List<MetadataEntry>> entries;

    Level(String where, String kind, Function<Age, List<MetadataEntry>> entries) {
      this.where = where;
      this.kind = kind;
      this.entries = entries;
    }

    List<MetadataEntry> find(String name) {
      List<MetadataEntry> found = Names.find(name, entries.apply(Age.USUAL));
      // What is not there, not alone, or there in another case may be so since a moment ago.
      boolean isCertain = found.size() == 1 && Names.isExact(name, found.get(0));
      return isCertain ? found : Names.find(name, entries.apply(Age.NEW));
    }

    List<String> near(String name) {
      return Names.near(name, entries.apply(Age.NEW));
    }

    List<String> listed(Predicate<MetadataEntry> wanted) {
      Map<MetadataEntry, String> names = Names.listed(entries.apply(Age.USUAL));
      return names.keySet().stream().filter(wanted).map(names::get).collect(Collectors.toList());
    }

    CatalogException unknown(String name, List<String> near) {
      return new CatalogException(
          String.format(
              "%s has no %s %s that the owner of the metadata key may see. Did you mean %s?",
              capitalized(where),
              kind,
              Names.quoted(name),
              near.stream().map(Names::quoted).collect(Collectors.joining(", "))));
    }

    CatalogException notOne(String name, List<MetadataEntry> found) {
      return new CatalogException(
          String.format(
              Locale.ROOT,
              "%s has %d %ss that %s may mean. Write one of %s, or its id alone.",
              capitalized(where),
              found.size(),
              kind,
              Names.quoted(name),
              found.stream().map(Level::described).collect(Collectors.joining(", "))));
    }

    private static String described(MetadataEntry entry) {
      return Names.quoted(Names.withId(entry))
          + (entry.type().isEmpty() ? "" : " (" + entry.type() + ")");
    }

    private static String capitalized(String text) {
      return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
  }
}
