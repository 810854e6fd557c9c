package io.github.pigmentspark.pigment;

/** A kind of export: a view or a kind of block. */
public enum ExportKind {
  VIEW("view", "viewId", ""),
  LIST("list", "listId and properties", "properties"),
  METRIC("metric", "metricId, scenarios and exportFilter", "exportFilter or fewer scenarios"),
  TABLE(
      "table",
      "tableId, metrics, scenarios and exportFilter",
      "exportFilter, metrics or fewer scenarios");

  private final String noun;
  private final String settings;
  private final String narrowingOptions;

  ExportKind(String noun, String settings, String narrowingOptions) {
    this.noun = noun;
    this.settings = settings;
    this.narrowingOptions = narrowingOptions;
  }

  /** Returns the name used in Pigment's URLs and in messages, such as {@code metric}. */
  public String noun() {
    return noun;
  }

  /** Returns the option that holds the id, such as {@code metricId}. */
  public String idOption() {
    return noun + "Id";
  }

  /** Returns the options that select what to export. */
  public String settings() {
    return settings;
  }

  /** Returns the options that can make an export smaller. */
  public String narrowingOptions() {
    return narrowingOptions;
  }
}
