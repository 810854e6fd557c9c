package io.github.pigmentspark.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The built-in blocks of every simulator: a small plan of revenue, costs and headcount by country,
 * month and team, with three scenarios.
 */
public final class SampleBlocks {
  /** A type of block, as named in Pigment's metadata. */
  public enum Type {
    DIMENSION_LIST("DimensionList"),
    TRANSACTION_LIST("TransactionList"),
    METRIC("Metric"),
    TABLE("Table");

    private final String value;

    Type(String value) {
      this.value = value;
    }

    public String value() {
      return value;
    }
  }

  /** A block in Pigment's metadata. */
  public record Sample(String id, String name, Type type) {}

  /** The default scenario. */
  public static final String ACTUAL = "5ce0a810-0000-4000-8000-000000000001";

  /** A scenario in which all numbers are integers, unlike in {@link #ACTUAL}. */
  public static final String BUDGET = "5ce0a810-0000-4000-8000-000000000002";

  /** A scenario in which most blocks have no cells. */
  public static final String FORECAST = "5ce0a810-0000-4000-8000-000000000003";

  public static final Sample COUNTRY = dimensionList(1, "Country");
  public static final Sample MONTH = dimensionList(2, "Month");
  public static final Sample TEAM = dimensionList(3, "Team");

  /**
   * A list whose technical names differ from the friendly names. One technical name contains a
   * comma.
   */
  public static final Sample EMPLOYEE = dimensionList(4, "Employee");

  public static final Sample JOURNAL = sample(5, "Journal", Type.TRANSACTION_LIST);

  /** A metric by Country and Month. */
  public static final Sample REVENUE = sample(6, "Revenue", Type.METRIC);

  /** A metric by Country and Month. It has a cell where Revenue has none, and vice versa. */
  public static final Sample COST = sample(7, "Cost (€)", Type.METRIC);

  /** A metric of dates by Country and Month. */
  public static final Sample LAUNCH = sample(8, "Launch", Type.METRIC);

  /** A metric by Country, Month and Team. */
  public static final Sample HEADCOUNT = sample(9, "Headcount", Type.METRIC);

  /** A table of Revenue, Cost and Launch, which are all by Country and Month. */
  public static final Sample PROFIT_AND_LOSS = sample(10, "P&L", Type.TABLE);

  /**
   * A table of Revenue and Headcount. Revenue has fewer dimensions, so its values are repeated for
   * each Team.
   */
  public static final Sample STAFFING = sample(11, "Staffing", Type.TABLE);

  /** All blocks, in the order in which Pigment lists them. */
  public static final List<Sample> ALL =
      List.of(
          COST,
          COUNTRY,
          EMPLOYEE,
          HEADCOUNT,
          JOURNAL,
          LAUNCH,
          MONTH,
          PROFIT_AND_LOSS,
          REVENUE,
          STAFFING,
          TEAM);

  private SampleBlocks() {}

  private static Sample dimensionList(int number, String name) {
    return sample(number, name, Type.DIMENSION_LIST);
  }

  private static Sample sample(int number, String name, Type type) {
    return new Sample(String.format("b10c0000-0000-4000-8000-%012x", number), name, type);
  }

  /** Returns the id of an item of {@link #COUNTRY}, {@link #MONTH} or {@link #TEAM}. */
  public static String item(Sample list, String item) {
    return dimension(list).itemId(item);
  }

  private static final Dimension BY_COUNTRY =
      new Dimension(COUNTRY.id(), "Country", "country", List.of("FR", "DE", "IT"));

  private static final Dimension BY_MONTH =
      new Dimension(MONTH.id(), "Month", "month", List.of("Jan 26", "Feb 26", "Mar 26"));

  private static final Dimension BY_TEAM =
      new Dimension(TEAM.id(), "Team", "team", List.of("Sales", "Finance"));

  private static final MetricData REVENUE_DATA =
      new MetricData(
          REVENUE.id(),
          "Revenue",
          "revenue",
          List.of(BY_COUNTRY, BY_MONTH),
          Map.of(
              ACTUAL,
              cells("FR;Jan 26;150.5", "FR;Feb 26;160.25", "DE;Jan 26;90", "IT;Mar 26;16.5"),
              BUDGET,
              cells("FR;Jan 26;140", "FR;Feb 26;150", "FR;Mar 26;160", "DE;Jan 26;95"),
              FORECAST,
              cells("FR;Mar 26;175.75")));

  private static final MetricData COST_DATA =
      new MetricData(
          COST.id(),
          "Cost (€)",
          "cost_eur",
          List.of(BY_COUNTRY, BY_MONTH),
          Map.of(
              ACTUAL,
              cells("FR;Jan 26;50.00", "DE;Feb 26;20.75", "IT;Jan 26;30.10"),
              BUDGET,
              cells("FR;Jan 26;60", "DE;Feb 26;25", "IT;Feb 26;35")));

  private static final MetricData LAUNCH_DATA =
      new MetricData(
          LAUNCH.id(),
          "Launch",
          "launch",
          List.of(BY_COUNTRY, BY_MONTH),
          Map.of(ACTUAL, cells("FR;Jan 26;2026-01-15", "IT;Mar 26;2026-03-02")));

  private static final MetricData HEADCOUNT_DATA =
      new MetricData(
          HEADCOUNT.id(),
          "Headcount",
          "headcount",
          List.of(BY_COUNTRY, BY_MONTH, BY_TEAM),
          Map.of(
              ACTUAL,
              cells("FR;Jan 26;Sales;7", "FR;Jan 26;Finance;3", "DE;Jan 26;Sales;4"),
              BUDGET,
              cells("FR;Jan 26;Sales;8")));

  private static final ListData EMPLOYEE_DATA =
      new ListData(
          List.of("Employee", "Team", "Hired", "Salary (€)", "Cost centre", "Note"),
          List.of("employee", "team", "hired", "salary_eur", "cost centre, code", "note"),
          """
          Ada Lovelace;Finance;2024-10-25;65000;007;
          Grace Hopper;Sales;2021-01-04;72000.5;010;compilers
          Alan Turing;Finance;2024-02-29;58000;010;
          """);

  private static final ListData JOURNAL_DATA =
      new ListData(
          List.of("Id", "Booked", "Account", "Amount"),
          List.of("id", "booked", "account", "amount"),
          """
          1;2026-01-31;4000;150.5
          2;2026-02-28;4000;160.25
          """);

  /** Returns all blocks by id. */
  static Map<String, Block> blocks() {
    Map<String, Metrics> tables =
        Map.of(
            REVENUE.id(), Metrics.metric(REVENUE_DATA),
            COST.id(), Metrics.metric(COST_DATA),
            LAUNCH.id(), Metrics.metric(LAUNCH_DATA),
            HEADCOUNT.id(), Metrics.metric(HEADCOUNT_DATA),
            PROFIT_AND_LOSS.id(), Metrics.table(REVENUE_DATA, COST_DATA, LAUNCH_DATA),
            STAFFING.id(), Metrics.table(REVENUE_DATA, HEADCOUNT_DATA));
    Map<String, Block> lists =
        Map.of(
            COUNTRY.id(), BY_COUNTRY.asList(),
            MONTH.id(), BY_MONTH.asList(),
            TEAM.id(), BY_TEAM.asList(),
            EMPLOYEE.id(), EMPLOYEE_DATA,
            JOURNAL.id(), JOURNAL_DATA);
    return Stream.of(tables, lists)
        .flatMap(blocks -> blocks.entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Returns the name of a scenario, or null if there is no such scenario. */
  static String scenario(String id) {
    return Map.of(ACTUAL, "Actual", BUDGET, "Budget 2026", FORECAST, "Forecast").get(id);
  }

  static Dimension dimension(Sample list) {
    return Stream.of(BY_COUNTRY, BY_MONTH, BY_TEAM)
        .filter(dimension -> dimension.id().equals(list.id()))
        .findFirst()
        .orElseThrow();
  }

  /** Parses lines, each with items and a value, into a map from items to values. */
  private static Map<List<String>, String> cells(String... lines) {
    return Arrays.stream(lines)
        .map(line -> List.of(line.split(";")))
        .collect(
            Collectors.toMap(
                cells -> cells.subList(0, cells.size() - 1), cells -> cells.get(cells.size() - 1)));
  }
}
