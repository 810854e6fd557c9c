package io.github.pigmentspark.simulator;

/** The built-in applications of every simulator. */
public final class SampleApplications {
  /** An application with the {@link SampleBlocks}, some of which have views. */
  public static final String FP_AND_A = "a9900000-0000-4000-8000-000000000001";

  /** An application whose name, block names and view names contain every troublesome character. */
  public static final String ODD_NAMES = "a9900000-0000-4000-8000-000000000002";

  /**
   * An application with two blocks of the same name. One of them has two views of the same name.
   */
  public static final String TWINS = "a9900000-0000-4000-8000-000000000003";

  public static final String ODD_NAME = "Dr. O'Neil's `\"plan\"` – Überblick 日本語";
  public static final String ODD_BLOCK = "a.b.`c`, \"d\" 'e' (€) %s $x \\ /";
  public static final String ODD_VIEW = "é.`ü`; -- 🛋";

  private SampleApplications() {}

  static void addTo(Metadata metadata) {
    metadata.application(FP_AND_A, "FP&A");
    for (SampleBlocks.Sample block : SampleBlocks.ALL) {
      block(metadata, FP_AND_A, block);
    }
    view(metadata, SampleBlocks.REVENUE, Simulator.REVENUE_VIEW, "By month");
    view(metadata, SampleBlocks.REVENUE, Simulator.METRIC_VIEW, "Milestones");
    view(
        metadata,
        SampleBlocks.PROFIT_AND_LOSS,
        Simulator.PROFIT_AND_LOSS_VIEW,
        "By country and month");
    view(metadata, SampleBlocks.EMPLOYEE, Simulator.LIST_VIEW, "Everybody");
    metadata.view(FP_AND_A, SampleBlocks.STAFFING.id(), Simulator.TABLE_VIEW, "Mine", "Personal");

    metadata.application(ODD_NAMES, ODD_NAME);
    metadata.block(ODD_NAMES, SampleBlocks.COUNTRY.id(), ODD_BLOCK, "DimensionList");
    metadata.view(
        ODD_NAMES, SampleBlocks.COUNTRY.id(), Simulator.EVERY_KIND_VIEW, ODD_VIEW, "Public");

    metadata.application(TWINS, "Twins");
    metadata.block(TWINS, SampleBlocks.COST.id(), "Cost", "Metric");
    metadata.block(TWINS, SampleBlocks.JOURNAL.id(), "Cost", "TransactionList");
    metadata.view(TWINS, SampleBlocks.COST.id(), Simulator.EXAMPLE_VIEW, "Default", "Public");
    metadata.view(TWINS, SampleBlocks.COST.id(), Simulator.METRIC_VIEW, "Default", "Personal");
  }

  private static void block(Metadata metadata, String application, SampleBlocks.Sample block) {
    metadata.block(application, block.id(), block.name(), block.type().value());
  }

  private static void view(
      Metadata metadata, SampleBlocks.Sample block, String viewId, String name) {
    metadata.view(FP_AND_A, block.id(), viewId, name, "Public");
  }
}
