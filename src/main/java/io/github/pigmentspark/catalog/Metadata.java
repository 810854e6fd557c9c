package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataClient;
import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.options.CatalogOptions;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** The applications, blocks and views in Pigment, cached for {@code metadataCacheTime}. */
final class Metadata {
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Supplier<CatalogOptions> options;
  private final Memo<String, List<MetadataEntry>> lists = new Memo<>();
  private ConnectionSettings settings;
  private MetadataClient client;

  Metadata(Supplier<CatalogOptions> options) {
    this.options = options;
  }

  /** The maximum age of a cached list. */
  enum Age {
    /** The age set by {@code metadataCacheTime}. */
    REMEMBERED,
    /** Ten seconds, for a name that is missing from an older list. */
    FRESH
  }

  List<MetadataEntry> applications(Age age) {
    return get("", age, () -> client().applications());
  }

  List<MetadataEntry> blocks(MetadataEntry application, Age age) {
    return get(application.id(), age, () -> client().blocks(application.id()));
  }

  List<MetadataEntry> views(MetadataEntry application, MetadataEntry block, Age age) {
    return get(
        viewsKey(application, block), age, () -> client().views(application.id(), block.id()));
  }

  private List<MetadataEntry> get(String key, Age age, Callable<List<MetadataEntry>> request) {
    Duration remembered = options.get().metadataCacheTime();
    boolean capped = age == Age.FRESH && remembered.compareTo(FRESH) > 0;
    try {
      return lists.get(key, capped ? FRESH : remembered, request);
    } catch (ResponseStatusException e) {
      if (e.isNotFound()) {
        forgetAll(); // The cached ids are no longer valid.
      }
      throw e;
    }
  }

  void forgetAll() {
    lists.forgetAll();
  }

  /**
   * Removes from the cache the list of applications, the blocks of an application, and the views of
   * a block.
   */
  void forget(MetadataEntry application, MetadataEntry block) {
    lists.forget("");
    lists.forget(application.id());
    lists.forget(viewsKey(application, block));
  }

  private static String viewsKey(MetadataEntry application, MetadataEntry block) {
    return application.id() + '/' + block.id();
  }

  /** Returns a client with the current key, which may have changed since the last call. */
  private synchronized MetadataClient client() {
    ConnectionSettings current = options.get().metadataSettings();
    if (!current.equals(settings)) {
      settings = current;
      client = MetadataClient.create(current);
    }
    return client;
  }
}
