package io.github.pigmentspark.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A list. Each line of {@code items} is an item with a cell for each property. */
record ListData(List<String> names, List<String> technicalNames, String items) implements Block {
  @Override
  public View.Block kind() {
    return View.Block.LIST;
  }

  /** Exports the requested properties, or all of them in the order of their technical names. */
  @Override
  public Body export(BlockRequest request) {
    List<Integer> columns =
        request
            .properties()
            .map(properties -> properties.stream().map(this::column).toList())
            .orElseGet(
                () ->
                    IntStream.range(0, names.size())
                        .boxed()
                        .sorted(Comparator.comparing(technicalNames::get))
                        .toList());
    List<String> header = request.friendlyHeaders() ? names : technicalNames;
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(header::get).toList());
    for (String line : items.split("\n")) {
      String[] cells = line.split(";", -1);
      rows.add(columns.stream().map(column -> request.cell(cells[column])).toList());
    }
    return request.csv(rows);
  }

  private int column(String property) {
    int column = technicalNames.indexOf(property);
    if (column < 0) {
      throw new Refusal("The list has no property '" + property + "'.");
    }
    return column;
  }
}
