package io.github.pigmentspark.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The views of a simulator by id, including built-in views, added views and large views. */
final class Views {
  private final Map<String, View> views = new ConcurrentHashMap<>(ExampleViews.BY_ID);
  private final AtomicLong added = new AtomicLong();

  String add(View view) {
    String id = String.format("c0ffee00-0000-4000-9000-%012x", added.incrementAndGet());
    put(id, view);
    return id;
  }

  void put(String id, View view) {
    views.put(id.toLowerCase(Locale.ROOT), view);
  }

  Optional<View> find(String id) {
    String key = id.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(views.get(key)).or(() -> LargeView.find(key));
  }
}
