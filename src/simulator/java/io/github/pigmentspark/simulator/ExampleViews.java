package io.github.pigmentspark.simulator;

import static io.github.pigmentspark.simulator.View.Block.LIST;
import static io.github.pigmentspark.simulator.View.Block.METRIC;
import static io.github.pigmentspark.simulator.View.Block.TABLE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The small views that every simulator has. */
final class ExampleViews {
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** The example in Pigment's article on its export API. */
  private static final View EXAMPLE =
      View.of(
          """
          Country;Month;Cost;Revenue;Margin
          FR;Jan 21;50.00;150.00;100.00
          FR;Feb 21;50.00;150.00;100.00
          FR;Mar 21;60.00;180.00;120.00
          FR;Apr 21;65.00;195.00;130.00
          FR;May 21;55.00;165.00;110.00
          FR;Jun 21;50.00;150.00;100.00
          FR;Jul 21;25.00;75.00;50.00
          FR;Aug 21;40.00;120.00;80.00
          FR;Sep 21;60.00;180.00;120.00
          FR;Oct 21;60.00;180.00;120.00
          FR;Nov 21;65.00;195.00;130.00
          FR;Dec 21;75.00;225.00;150.00
          DE;Jan 21;16.66666666666667;50.00;33.33333333333333
          DE;Feb 21;16.66666666666667;50.00;33.33333333333333
          DE;Mar 21;20.00;60.00;40.00
          DE;Apr 21;21.66666666666667;65.00;43.33333333333333
          """);

  /**
   * A view with every kind of column, in this order: text, code, boolean, integer, integer beyond
   * 64 bits, double, date, text, …
   */
  private static final View EVERY_KIND =
      View.of(
          TABLE,
          dates ->
              """
              Product name;Code;In stock?;Units [pcs];Cells;Growth;Launch;Notes;Price (€);v1.2;\
              Total;Total;"Odd; ""quoted"" name";Nothing
              Chair;007;true;12;18446744073709551616;0.1;%s;plain;49.90;1;10;10.5;a;
              "Table; round";0042;false;-3;9223372036854775808;-1.5E-07;%s;\
              "two
              lines";1299.00;2;20;20.5;b;
              "The ""Good"" Lamp";000;TRUE;0;-99999999999999999999;1.7976931348623157E+308;%s;\
              "a;b;""c"";\r\nd";0.10;3;30;30.5;c;
              Étagère élégante;1e5;False;9223372036854775807;1;5E-324;%s;\
              日本語 العربية;16.66666666666667;4;40;40.5;d;
              Sofa 🛋️ 😀;-1;true;-9223372036854775808;0;0.30000000000000004;%s;\
                spaces around  ;33.33333333333333;5;50;50.5;e;
              ;;;;;;;;;;;;;
              "";"";;1;2;3;%s;"";-0.5;6;;;"";
              """
                  .formatted(
                      dates.format("2024-11-21"),
                      dates.format("2024-02-29"),
                      dates.format("1999-12-31"),
                      dates.format("1900-01-01"),
                      dates.format("9999-12-31"),
                      dates.format("2024-10-25")));

  private static final View ON_A_LIST =
      View.of(
          LIST,
          dates ->
              """
              Employee;Team;Hired;Left;Salary
              Ada Lovelace;Finance;%s;;65000
              Grace Hopper;Sales;%s;%s;72000
              Alan Turing;Finance;%s;;58000
              """
                  .formatted(
                      dates.format("2024-10-25"),
                      dates.format("2021-01-04"),
                      dates.format("2023-06-30"),
                      dates.format("2024-02-29")));

  private static final View ON_A_METRIC =
      View.of(
          METRIC,
          dates ->
              """
              Project;Milestone;Due
              Atlas;Kick-off;%s
              Atlas;Go-live;%s
              Borealis;Kick-off;
              """
                  .formatted(dates.format("2024-10-25"), dates.format("2025-03-30")));

  private static final View ON_A_TABLE =
      View.of(
          TABLE,
          dates ->
              """
              Contract;Start;Months;Monthly fee
              C-001;%s;12;1250.50
              C-002;%s;24;980.00
              C-003;;36;16.66666666666667
              """
                  .formatted(dates.format("2024-10-25"), dates.format("2024-12-31")));

  private static final View PLAN = View.of(TABLE, withDates(resource("plan.csv")));

  static final Map<String, View> BY_ID =
      Map.of(
          Simulator.EXAMPLE_VIEW, EXAMPLE,
          Simulator.EVERY_KIND_VIEW, EVERY_KIND,
          Simulator.LIST_VIEW, ON_A_LIST,
          Simulator.METRIC_VIEW, ON_A_METRIC,
          Simulator.TABLE_VIEW, ON_A_TABLE,
          Simulator.PLAN_VIEW, PLAN,
          Simulator.REVENUE_VIEW, of(SampleBlocks.REVENUE),
          Simulator.PROFIT_AND_LOSS_VIEW, of(SampleBlocks.PROFIT_AND_LOSS));

  private ExampleViews() {}

  /** Returns a view with all values of a block. */
  private static View of(SampleBlocks.Sample sample) {
    Block block = SampleBlocks.blocks().get(sample.id());
    return View.streamed(
        block.kind(),
        (out, dates) -> {
          String format = dates == DateStyle.ISO ? "Iso8601" : "Legacy";
          String request = "{\"friendlyHeaders\":true,\"dateFormat\":\"" + format + "\"}";
          block.export(BlockRequest.of(block.kind(), request)).writeTo(out);
        });
  }

  /** Returns a function that formats the ISO dates in CSV text in the requested style. */
  private static Function<DateStyle, String> withDates(String csv) {
    return dates -> ISO_DATE.matcher(csv).replaceAll(date -> dates.format(date.group()));
  }

  private static String resource(String name) {
    try (InputStream in = ExampleViews.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
