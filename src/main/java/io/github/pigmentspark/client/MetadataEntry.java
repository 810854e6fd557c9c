package io.github.pigmentspark.client;

/** What Pigment tells of an application, a block or a view. Names are not unique, ids are. */
public final class MetadataEntry {
  private final String id;
  private final String name;
  private final String type;

  MetadataEntry(String id, String name, String type) {
    this.id = id;
    this.name = name;
    this.type = type;
  }

  /** The UUID. */
  public String id() {
    return id;
  }

  /** As people see it: any text. */
  public String name() {
    return name;
  }

  /**
   * Of a block {@code DimensionList}, {@code TransactionList}, {@code Metric} or {@code Table}, of
   * a view {@code Public} or {@code Personal}, or what Pigment may have added since; empty of an
   * application.
   */
  public String type() {
    return type;
  }

  @Override
  public String toString() {
    return name + " [" + id + "]";
  }
}
