package io.github.pigmentspark.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** An {@code exportFilter}, which selects rows of a metric or table. */
@FunctionalInterface
interface Filter {
  boolean passes(Metrics.Row row, Function<String, MetricData> metrics);

  static Filter of(Object json) {
    Members filter = Members.of(json, Set.of("type", "and", "or", "dimension", "value"));
    filter.get("type");
    String type = filter.oneOf("type", "And", "Or", "Dimension", "Value");
    Object argument = filter.get(type.toLowerCase(Locale.ROOT));
    return switch (type) {
      case "And" -> {
        List<Filter> parts = parts(filter, "and");
        yield (row, metrics) -> parts.stream().allMatch(part -> part.passes(row, metrics));
      }
      case "Or" -> {
        List<Filter> parts = parts(filter, "or");
        yield (row, metrics) -> parts.stream().anyMatch(part -> part.passes(row, metrics));
      }
      case "Dimension" -> dimension(argument);
      default -> value(argument);
    };
  }

  private static List<Filter> parts(Members filter, String name) {
    return filter.list(name, Filter::of).orElseThrow();
  }

  /** Returns a filter for a dimension, which keeps rows that don't have the dimension. */
  private static Filter dimension(Object json) {
    Members members = Members.of(json, Set.of("dimensionId", "modalityIds"));
    String id = members.uuid("dimensionId");
    members.get("modalityIds");
    List<String> items = members.uuids("modalityIds").orElseThrow();
    return (row, metrics) ->
        row.dimension(id)
            .flatMap(dimension -> row.item(dimension).map(dimension::itemId))
            .map(items::contains)
            .orElse(true);
  }

  /** Returns a filter for a metric's value, which keeps rows for which the metric isn't defined. */
  private static Filter value(Object json) {
    Members members = Members.of(json, Set.of("metricId", "condition"));
    String id = members.uuid("metricId");
    Members condition = Members.of(members.get("condition"), Set.of("type", "value"));
    condition.get("type");
    String type =
        condition.oneOf(
            "type",
            "LessThan",
            "LessThanOrEqual",
            "Equal",
            "NotEqual",
            "GreaterThan",
            "GreaterThanOrEqual",
            "IsNotBlank");
    if (type.equals("IsNotBlank") == condition.values().containsKey("value")) {
      throw new Refusal(
          "The condition "
              + type
              + (type.equals("IsNotBlank") ? " does not take a value." : " needs a value."));
    }
    Object operand = type.equals("IsNotBlank") ? "" : condition.get("value");
    if (operand instanceof List || operand instanceof Map) {
      throw new Refusal("The condition's value is not a string, number or boolean.");
    }
    return (row, metrics) -> {
      MetricData metric = metrics.apply(id);
      return !row.defines(metric) || holds(row.value(metric), type, operand);
    };
  }

  private static boolean holds(String cell, String type, Object operand) {
    if (cell.isEmpty() || type.equals("IsNotBlank")) {
      return !cell.isEmpty();
    }
    int order =
        operand instanceof BigDecimal number
            ? new BigDecimal(cell).compareTo(number)
            : cell.compareTo(operand.toString());
    return switch (type) {
      case "LessThan" -> order < 0;
      case "LessThanOrEqual" -> order <= 0;
      case "Equal" -> order == 0;
      case "NotEqual" -> order != 0;
      case "GreaterThan" -> order > 0;
      default -> order >= 0;
    };
  }
}
