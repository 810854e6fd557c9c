package io.github.pigmentspark.simulator;

import java.util.List;
import java.util.Map;

/**
 * A metric and its cells.
 *
 * @param cells the cells by scenario id, then by one item of each dimension; dates are in ISO
 *     format, such as {@code 2024-10-25}
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
