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

/** Resolves names that consist of an application, a block and a view, or start with these. */
final class NameResolver {
  private static final int MOST_PARTS = 3;

  /** Each one costs a request; Pigment allows 500 in five minutes. */
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
   * @return empty if nothing has this name or a similar one
   * @throws PigmentException if the name is ambiguous, or only similar to others; suggests names
   */
  Optional<ResolvedName> find(String... parts) {
    return resolve(Level::findOrSuggest, parts);
  }

  /** Resolves a name; empty if nothing has it, or several entries do. */
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
   * Returns the SQL names of entries with this name that are one level deeper: a block if its
   * application is missing from the name, a view if its block is. Searches a limited number of
   * applications or blocks.
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

  /** Lists all blocks of an application, each of which may have views. */
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

  /** All applications, all blocks of one, or all views of one of these. */
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
                "%s has %d %ss named %s. Use one of %s, or an id alone.",
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
                "%s has no %s %s, or the metadata key's owner may not see it. Did you mean %s?%s",
                parent,
                noun,
                Names.quoted(name),
                near.stream().map(Names::quoted).collect(Collectors.joining(", ")),
                noun.equals("block") ? " A view needs its block before it." : ""));
      }
      return found.stream().findFirst();
    }

    private static String described(MetadataEntry entry) {
      return Names.quoted(Names.withId(entry))
          + (entry.type().isEmpty() ? "" : " (" + entry.type() + ")");
    }
  }
}
