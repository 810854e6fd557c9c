package io.github.pigmentspark.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/** A dimension of metrics, with its items. */
record Dimension(String id, String name, String technicalName, List<String> items) {
  /** Returns an item's id, which is the same on every call. */
  String itemId(String item) {
    return UUID.nameUUIDFromBytes((name + "/" + item).getBytes(UTF_8)).toString();
  }

  Block asList() {
    return new ListData(List.of(name), List.of(technicalName), String.join("\n", items) + "\n");
  }
}
