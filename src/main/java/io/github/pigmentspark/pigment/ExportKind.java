package io.github.pigmentspark.pigment;

/** What Pigment can export: a view, or one of the kinds of blocks, raw. */
public enum ExportKind {
  VIEW("view", "viewId", ""),
  LIST("list", "listId and properties", "properties"),
  METRIC("metric", "metricId, scenarios and exportFilter", "exportFilter, or for fewer scenarios"),
  TABLE(
      "table",
      "tableId, metrics, scenarios and exportFilter",
      "exportFilter, metrics, or for fewer scenarios");

  private final String noun;
  private final String settings;
  private final String waysToLess;

  ExportKind(String noun, String settings, String waysToLess) {
    this.noun = noun;
    this.settings = settings;
    this.waysToLess = waysToLess;
  }

  /** As Pigment's addresses and people call it: {@code metric}. */
  public String noun() {
    return noun;
  }

  /** The option that has its id: {@code metricId}. */
  public String idOption() {
    return noun + "Id";
  }

  /** The options that say what is exported of it. */
  public String settings() {
    return settings;
  }

  /** The options by which less of it is exported. */
  public String waysToLess() {
    return waysToLess;
  }
}
