package io.github.pigmentspark.catalog;

import io.github.pigmentspark.catalog.Metadata.Age;
import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.pigment.PigmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A resolver for names that consist of an application, optionally followed by a block and a view.
 */
final class NameResolver {
  private static final int MOST_PARTS = 3;

  /**
   * The maximum number of applications or blocks to search. Each requires a request, and Pigment
   * allows 500 requests in five minutes.
   */
  private static final int MOST_SEARCHED = 50;

  private final String catalog;
  private final Metadata metadata;

  NameResolver(String catalog, Metadata metadata) {
    this.catalog = catalog;
    this.metadata = metadata;
  }

  /**
   * Resolves a name.
   *
   * @return what the name refers to; empty if nothing has this name or a similar one
   * @throws PigmentException if the name is ambiguous, or only similar to others; the message
   *     suggests names
   */
  Optional<ResolvedName> find(String... parts) {
    return resolve(Level::findOrSuggest, parts);
  }

  /**
   * Resolves a name without suggestions. Returns empty if nothing has this name, or if it is
   * ambiguous.
   */
  Optional<ResolvedName> findQuietly(String... parts) {
    return resolve(Level::find, parts);
  }

  private Optional<ResolvedName> resolve(
      BiFunction<Level, String, Optional<MetadataEntry>> find, String... parts) {
    if (parts.length == 0 || parts.length > MOST_PARTS) {
      return Optional.empty();
    }
    Optional<ResolvedName> found =
        find.apply(applications(), parts[0]).map(ResolvedName::application);
    if (found.isPresent() && parts.length > 1) {
      found = find.apply(blocks(found.get()), parts[1]).map(found.get()::block);
    }
    if (found.isPresent() && parts.length > 2) {
      found = find.apply(views(found.get()), parts[2]).map(found.get()::view);
    }
    return found;
  }

  /**
   * Returns the SQL names of entries that have this name but are one level deeper. They are blocks
   * if the application is missing from the name, and views if the block is missing. The number of
   * applications or blocks to search is limited.
   */
  List<String> findDeeper(String... parts) {
    List<String> found = new ArrayList<>();
    String name = parts[parts.length - 1];
    if (parts.length == 1) {
      for (MetadataEntry application : limited(applications())) {
        Level blocks = blocks(ResolvedName.application(application));
        if (!Names.find(name, blocks.remembered()).isEmpty()) {
          found.add(Names.quoted(application.name(), name));
        }
      }
    } else if (parts.length == 2) {
      resolve(Level::find, parts[0])
          .ifPresent(
              application -> {
                for (MetadataEntry block : limited(blocks(application))) {
                  Level views = views(application.block(block));
                  if (!Names.find(name, views.remembered()).isEmpty()) {
                    found.add(Names.quoted(parts[0], block.name(), name));
                  }
                }
              });
    }
    return found;
  }

  private static List<MetadataEntry> limited(Level level) {
    return level.remembered().stream().limit(MOST_SEARCHED).collect(Collectors.toList());
  }

  List<String> listApplications() {
    return new ArrayList<>(Names.listed(applications().remembered()).values());
  }

  /** Lists all blocks of an application, because each may have views. */
  List<String> listBlocks(ResolvedName application) {
    return new ArrayList<>(Names.listed(blocks(application).remembered()).values());
  }

  /** Lists the blocks of an application that can be read raw. */
  List<String> listRawBlocks(ResolvedName application) {
    return Names.listed(blocks(application).remembered()).entrySet().stream()
        .filter(block -> ResolvedName.rawKind(block.getKey()).isPresent())
        .map(block -> block.getValue())
        .collect(Collectors.toList());
  }

  List<String> listViews(ResolvedName block) {
    return new ArrayList<>(Names.listed(views(block).remembered()).values());
  }

  private Level applications() {
    return new Level("The catalog " + catalog, "application", metadata::applications);
  }

  private Level blocks(ResolvedName parent) {
    MetadataEntry application = parent.application();
    return new Level(
        "The application " + Names.quoted(application.name()),
        "block",
        age -> metadata.blocks(application, age));
  }

  private Level views(ResolvedName parent) {
    MetadataEntry application = parent.application();
    MetadataEntry block = parent.block().get();
    return new Level(
        "The block " + Names.quoted(application.name(), block.name()),
        "view",
        age -> metadata.views(application, block, age));
  }

  /**
   * A level of the hierarchy: all applications, the blocks of an application, or the views of a
   * block.
   */
  private static final class Level {
    private final String parent;
    private final String noun;
    private final Function<Age, List<MetadataEntry>> entries;

    Level(String parent, String noun, Function<Age, List<MetadataEntry>> entries) {
      this.parent = parent;
      this.noun = noun;
      this.entries = entries;
    }

    List<MetadataEntry> remembered() {
      return entries.apply(Age.REMEMBERED);
    }

    private List<MetadataEntry> matches(String name) {
      List<MetadataEntry> found = Names.find(name, remembered());
      return found.size() == 1 ? found : Names.find(name, entries.apply(Age.FRESH));
    }

    Optional<MetadataEntry> find(String name) {
      List<MetadataEntry> found = matches(name);
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    Optional<MetadataEntry> findOrSuggest(String name) {
      List<MetadataEntry> found = matches(name);
      if (found.size() > 1) {
        throw new PigmentException(
            String.format(
                "%s has %d %ss named %s. Use one of these names instead: %s. An id alone also"
                    + " works.",
                parent,
                found.size(),
                noun,
                Names.quoted(name),
                found.stream().map(Level::described).collect(Collectors.joining(", "))));
      }
      List<String> near =
          found.isEmpty() ? Names.near(name, entries.apply(Age.FRESH)) : new ArrayList<>();
      if (!near.isEmpty()) {
        throw new PigmentException(
            String.format(
                "%s has no %s %s, or the metadata key's owner has no access to it. Did you mean"
                    + " %s?%s",
                parent,
                noun,
                Names.quoted(name),
                near.stream().map(Names::quoted).collect(Collectors.joining(", ")),
                noun.equals("block")
                    ? " To name a view, put its block before it (block.view)."
                    : ""));
      }
      return found.stream().findFirst();
    }

    private static String described(MetadataEntry entry) {
      return Names.quoted(Names.withId(entry))
          + (entry.type().isEmpty() ? "" : " (" + entry.type() + ")");
    }
  }
}
