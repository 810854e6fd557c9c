package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Map;

/**
 * The cells of a metric.
 *
 * @param cells by the id of the scenario, then by an item of each dimension; dates as {@code
 *     2024-10-25}
 */
record MetricData(
    String id,
    String name,
    String technicalName,
    List<Dimension> dimensions,
    Map<String, Map<List<String>, String>> cells) {
  Map<List<String>, String> cells(String scenario) {
    return cells.getOrDefault(scenario, Map.of());
  }
}
