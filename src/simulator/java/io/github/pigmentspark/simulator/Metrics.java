package io.github.pigmentspark.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A metric, or a table of several metrics. */
record Metrics(View.Block kind, List<MetricData> metrics) implements Block {
  static Metrics metric(MetricData metric) {
    return new Metrics(View.Block.METRIC, List.of(metric));
  }

  static Metrics table(MetricData... metrics) {
    return new Metrics(View.Block.TABLE, List.of(metrics));
  }

  /**
   * Exports a row for each combination of items that has a value in a requested metric. If a metric
   * has fewer dimensions than the table, its value is repeated for the items of the other
   * dimensions.
   */
  @Override
  public Body export(BlockRequest request) {
    List<MetricData> requested =
        request.metrics().map(ids -> ids.stream().map(this::metric).toList()).orElse(metrics);
    Set<Dimension> union = new LinkedHashSet<>();
    requested.forEach(metric -> union.addAll(metric.dimensions()));
    List<Dimension> dimensions = List.copyOf(union);
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(request, dimensions, requested));
    for (String scenario : request.scenarios()) {
      for (Row row : rows(scenario, dimensions, requested)) {
        if (request.filter().isEmpty() || request.filter().get().passes(row, this::metric)) {
          rows.add(cells(request, row, requested));
        }
      }
    }
    return request.csv(rows);
  }

  private MetricData metric(String id) {
    return metrics.stream()
        .filter(metric -> metric.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refusal("The table has no metric '" + id + "'."));
  }

  private static List<String> header(
      BlockRequest request, List<Dimension> dimensions, List<MetricData> requested) {
    boolean friendly = request.friendlyHeaders();
    return Stream.of(
            request.hasScenarioColumn()
                ? Stream.of(friendly ? "Scenario" : "scenario")
                : Stream.<String>empty(),
            dimensions.stream().map(d -> friendly ? d.name() : d.technicalName()),
            requested.stream().map(m -> friendly ? m.name() : m.technicalName()))
        .flatMap(names -> names)
        .toList();
  }

  private static List<Row> rows(
      String scenario, List<Dimension> dimensions, List<MetricData> requested) {
    List<Row> all = new ArrayList<>();
    for (MetricData metric : requested) {
      for (List<String> key : metric.cells(scenario).keySet()) {
        List<String> items = new ArrayList<>(Collections.nCopies(dimensions.size(), ""));
        for (int i = 0; i < key.size(); i++) {
          items.set(dimensions.indexOf(metric.dimensions().get(i)), key.get(i));
        }
        all.add(new Row(scenario, dimensions, items));
      }
    }
    return all.stream()
        .distinct()
        .filter(row -> all.stream().noneMatch(row::isLessThan))
        .sorted()
        .toList();
  }

  private static List<String> cells(BlockRequest request, Row row, List<MetricData> requested) {
    return Stream.of(
            request.hasScenarioColumn()
                ? Stream.of(SampleBlocks.scenario(row.scenario()))
                : Stream.<String>empty(),
            row.items().stream(),
            requested.stream().map(metric -> request.cell(row.value(metric))))
        .flatMap(cells -> cells)
        .toList();
  }

  /** A combination of items, some of which may be blank. */
  record Row(String scenario, List<Dimension> dimensions, List<String> items)
      implements Comparable<Row> {
    /** Returns the item of a dimension, if the row has one. */
    Optional<String> item(Dimension dimension) {
      int index = dimensions.indexOf(dimension);
      return index < 0 || items.get(index).isEmpty()
          ? Optional.empty()
          : Optional.of(items.get(index));
    }

    Optional<Dimension> dimension(String id) {
      return dimensions.stream().filter(dimension -> dimension.id().equals(id)).findFirst();
    }

    /**
     * Returns whether the row has an item for each dimension of the metric. Only then can the
     * metric have a value.
     */
    boolean defines(MetricData metric) {
      return metric.dimensions().stream().allMatch(dimension -> item(dimension).isPresent());
    }

    /** Returns the metric's value; blank if there is none. */
    String value(MetricData metric) {
      return defines(metric)
          ? metric
              .cells(scenario)
              .getOrDefault(
                  metric.dimensions().stream().map(dimension -> item(dimension).get()).toList(), "")
          : "";
    }

    /** Returns whether another row has the same items and additional ones. */
    boolean isLessThan(Row other) {
      return !items.equals(other.items)
          && dimensions.stream()
              .allMatch(
                  dimension ->
                      item(dimension).isEmpty() || item(dimension).equals(other.item(dimension)));
    }

    @Override
    public int compareTo(Row other) {
      for (int i = 0; i < items.size(); i++) {
        List<String> order = dimensions.get(i).items();
        int difference =
            Integer.compare(order.indexOf(items.get(i)), order.indexOf(other.items.get(i)));
        if (difference != 0) {
          return difference;
        }
      }
      return 0;
    }
  }
}
