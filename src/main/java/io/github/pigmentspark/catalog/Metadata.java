package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataClient;
import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.options.CatalogOptions;
import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ResponseStatusException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What Pigment has, remembered for a while. Pigment does not tell which block a view belongs to: to
 * know which blocks have views, each of them is asked.
 */
final class Metadata {
  /** An answer this young is new enough to say that something is not there. */
  private static final Duration NEW = Duration.ofSeconds(10);

  /** Whether a block has views at all is remembered so many times longer than what they are. */
  private static final int WALK = 12;

  private final Supplier<CatalogOptions> options;
  private final Cache<String, List<MetadataEntry>> answers = new Cache<>();
  private ConnectionSettings settings;
  private MetadataClient client;

  Metadata(Supplier<CatalogOptions> options) {
    this.options = options;
  }

  /** How old an answer may be. */
  enum Age {
    /** As old as {@code metadataCacheTime}. */
    USUAL,
    /** Seconds only: something was not in an older one. */
    NEW
  }

  List<MetadataEntry> applications(Age age) {
    return answer("", keep(age), () -> client().applications());
  }

  List<MetadataEntry> blocks(String applicationId, Age age) {
    return answer(applicationId, keep(age), () -> client().blocks(applicationId));
  }

  List<MetadataEntry> views(String applicationId, String blockId, Age age) {
    return answer(
        viewsKey(applicationId, blockId), keep(age), askingForViews(applicationId, blockId));
  }

  /** Forgets everything where what was remembered leads to nothing. */
  private List<MetadataEntry> answer(
      String key, Duration keep, Cache.Maker<List<MetadataEntry>> maker) {
    try {
      return answers.get(key, keep, maker);
    } catch (ResponseStatusException e) {
      if (e.isNotFound()) {
        forget();
      }
      throw e;
    }
  }

  /** Whether a block has views, as far as that was known within the last hour or so. */
  boolean hasViews(String applicationId, String blockId) {
    Duration keep = keep(Age.USUAL).multipliedBy(WALK);
    try {
      String key = viewsKey(applicationId, blockId);
      return !answers.get(key, keep, askingForViews(applicationId, blockId)).isEmpty();
    } catch (ResponseStatusException e) {
      if (e.isNotFound()) {
        forgetBlocks(applicationId); // Removed since its application was looked at.
        return false;
      }
      throw e;
    }
  }

  private Cache.Maker<List<MetadataEntry>> askingForViews(String applicationId, String blockId) {
    return () -> client().views(applicationId, blockId);
  }

  void forget() {
    answers.forget();
  }

  void forgetApplications() {
    answers.forget("");
  }

  void forgetBlocks(String applicationId) {
    answers.forget(applicationId);
  }

  void forgetViews(String applicationId, String blockId) {
    answers.forget(viewsKey(applicationId, blockId));
  }

  private static String viewsKey(String applicationId, String blockId) {
    return applicationId + '/' + blockId;
  }

  private Duration keep(Age age) {
    Duration usual = options.get().metadataCacheTime();
    return age == Age.NEW && usual.compareTo(NEW) > 0 ? NEW : usual;
  }

  // With a key that was looked up just now: it may have been replaced.
  private synchronized MetadataClient client() {
    ConnectionSettings now = options.get().metadataSettings();
    if (!now.equals(settings)) {
      settings = now;
      client = MetadataClient.create(now);
    }
    return client;
  }
}
