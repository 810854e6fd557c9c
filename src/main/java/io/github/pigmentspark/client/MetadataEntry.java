package io.github.pigmentspark.client;

/** An application, a block or a view. Its id is unique, but its name may not be. */
public final class MetadataEntry {
  private final String id;
  private final String name;
  private final String type;

  MetadataEntry(String id, String name, String type) {
    this.id = id;
    this.name = name;
    this.type = type;
  }

  /** Returns the UUID. */
  public String id() {
    return id;
  }

  /** Returns the name that Pigment displays, which can be any text. */
  public String name() {
    return name;
  }

  /**
   * Returns {@code DimensionList}, {@code TransactionList}, {@code Metric} or {@code Table} for a
   * block, {@code Public} or {@code Personal} for a view, or a type that Pigment added later. An
   * application has an empty type.
   */
  public String type() {
    return type;
  }

  @Override
  public String toString() {
    return name + " [" + id + "]";
  }
}
