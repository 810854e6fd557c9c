package io.github.pigmentspark.it;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The objects of the connector and its HTTP client that can be reached from an object. */
final class ObjectGraph {
  private static final int MOST_FAILURES = 100;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private final SortedMap<String, StringBuilder> texts = new TreeMap<>();

  private ObjectGraph() {}

  /** Returns the results of {@code toString()} by class; fails if an object has none. */
  static SortedMap<String, StringBuilder> texts(Object... roots) throws IllegalAccessException {
    ObjectGraph graph = new ObjectGraph();
    for (Object root : roots) {
      graph.add(root);
    }
    while (!graph.open.isEmpty()) {
      graph.visit(graph.open.pop());
    }
    return graph.texts;
  }

  private void add(Object object) {
    if (object != null && !isHeaderTable(object) && seen.add(object)) {
      open.push(object);
    }
  }

  /**
   * Returns whether an object belongs to HTTP/2's header table, whose entries show headers in plain
   * text. It is private to OkHttp, which prints it at no log level.
   */
  private static boolean isHeaderTable(Object object) {
    return object.getClass().getName().contains(".okhttp3.internal.http2.Hpack");
  }

  /** Returns an object's text. Retries if that fails, since another thread may be changing it. */
  private static String text(Object object) {
    for (int failures = 0; ; failures++) {
      try {
        return object.toString();
      } catch (RuntimeException | AssertionError e) {
        if (failures == MOST_FAILURES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void visit(Object object) throws IllegalAccessException {
    if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::add);
    } else if (object instanceof Object[]) {
      for (int i = 0; i < Array.getLength(object); i++) {
        add(Array.get(object, i));
      }
    } else if (object.getClass().getName().startsWith("java.")
        && object instanceof Collection<?> c) {
      c.forEach(this::add);
    } else if (object.getClass().getName().startsWith("java.") && object instanceof Map<?, ?> map) {
      map.values().forEach(this::add);
    } else if (object.getClass().getName().startsWith("io.github.pigmentspark.")) {
      texts
          .computeIfAbsent(object.getClass().getName(), name -> new StringBuilder())
          .append(text(object))
          .append('\n');
      for (Class<?> type = object.getClass();
          type.getName().startsWith("io.github.pigmentspark.");
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            add(field.get(object));
          }
        }
      }
    }
  }
}
