package io.github.pigmentspark.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The applications, blocks and views that a simulator lists. Names need not be unique. */
public final class Metadata {
  /** An application, block or view. Only an application has no type. */
  record Entry(String id, String name, String type) {}

  private final Map<String, Entry> applications = new LinkedHashMap<>();
  private final Map<String, List<Entry>> blocks = new LinkedHashMap<>();
  private final Map<String, List<Entry>> views = new LinkedHashMap<>();
  private int added;

  Metadata() {
    SampleApplications.addTo(this);
  }

  /** Adds an application and returns its id. */
  public synchronized String application(String name) {
    String id = next("a99");
    application(id, name);
    return id;
  }

  /** Adds or renames an application. */
  public synchronized void application(String id, String name) {
    applications.put(key(id), new Entry(id, name, null));
    blocks.putIfAbsent(key(id), new ArrayList<>());
  }

  /** Adds a block that cannot be exported, and returns its id. */
  public synchronized String block(String applicationId, String name, String type) {
    String id = next("b10");
    block(applicationId, id, name, type);
    return id;
  }

  /** Adds a block with an id that can be exported. */
  public synchronized void block(String applicationId, String id, String name, String type) {
    blocks.get(key(applicationId)).add(new Entry(id, name, type));
    views.putIfAbsent(key(applicationId, id), new ArrayList<>());
  }

  /** Adds or renames a view with an id that can be exported. */
  public synchronized void view(
      String applicationId, String blockId, String id, String name, String type) {
    List<Entry> blockViews = views.get(key(applicationId, blockId));
    blockViews.removeIf(view -> view.id().equals(id));
    blockViews.add(new Entry(id, name, type));
  }

  synchronized List<Entry> applications() {
    return List.copyOf(applications.values());
  }

  synchronized Optional<List<Entry>> blocks(String applicationId) {
    return Optional.ofNullable(blocks.get(key(applicationId))).map(List::copyOf);
  }

  synchronized Optional<List<Entry>> views(String applicationId, String blockId) {
    return Optional.ofNullable(views.get(key(applicationId, blockId))).map(List::copyOf);
  }

  private String next(String kind) {
    return String.format("%s00000-0000-4000-a000-%012x", kind, ++added);
  }

  private static String key(String... ids) {
    return String.join("/", ids).toLowerCase(Locale.ROOT);
  }
}
