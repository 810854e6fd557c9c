package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** What to export, a view or a block, and what of it. */
public final class ExportRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]+");
  private static final int SHOWN_CHARS = 100;

  private final ExportKind kind;
  private final String id;
  private final DateFormat dateFormat;
  private final HeaderStyle headers;
  // As classes that can be serialized, which not every list can.
  private final ArrayList<String> scenarios;
  private final ArrayList<String> metrics;
  private final ArrayList<String> properties;
  private final String filter;
  private final String title;
  private final String alternative;

  private ExportRequest(Builder builder) {
    this.kind = builder.kind;
    this.id = builder.id;
    this.dateFormat = builder.dateFormat;
    this.headers = builder.headers;
    this.scenarios = new ArrayList<>(builder.scenarios);
    this.metrics = new ArrayList<>(builder.metrics);
    this.properties = new ArrayList<>(builder.properties);
    this.filter = builder.filter;
    this.title = builder.title;
    this.alternative = builder.alternative;
  }

  /**
   * The export of a view or a block, all of it unless the builder is told otherwise.
   *
   * @param id its UUID
   * @throws IllegalArgumentException if it has what could lead to another address
   */
  public static Builder builder(ExportKind kind, String id, DateFormat dateFormat) {
    if (!PLAIN.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "expected a " + kind.noun() + "'s UUID: letters, digits and dashes");
    }
    return new Builder(kind, id, dateFormat);
  }

  /** A builder that has all that this request has. */
  public Builder toBuilder() {
    return new Builder(kind, id, dateFormat)
        .headers(headers)
        .scenarios(scenarios)
        .metrics(metrics)
        .properties(properties)
        .filter(filter)
        .title(title)
        .alternative(alternative);
  }

  /**
   * The requests that have the same rows together: one for each scenario where there are several,
   * else this one.
   */
  public List<ExportRequest> byScenario() {
    if (scenarios.size() < 2) {
      return Collections.singletonList(this);
    }
    List<ExportRequest> requests = new ArrayList<>();
    for (String scenario : scenarios) {
      requests.add(toBuilder().scenarios(Collections.singletonList(scenario)).build());
    }
    return requests;
  }

  public ExportKind kind() {
    return kind;
  }

  /** The UUID of the view or block. */
  public String id() {
    return id;
  }

  public DateFormat dateFormat() {
    return dateFormat;
  }

  /** For blocks only. */
  public HeaderStyle headers() {
    return headers;
  }

  /** Ids; empty for the default scenario, in an export without a column of scenarios. */
  public List<String> scenarios() {
    return Collections.unmodifiableList(scenarios);
  }

  /** Of a table, ids; empty for all. */
  public List<String> metrics() {
    return Collections.unmodifiableList(metrics);
  }

  /** Of a list, technical names; empty for all. */
  public List<String> properties() {
    return Collections.unmodifiableList(properties);
  }

  /** Of a metric or table, as JSON; empty for all rows. */
  public String filter() {
    return filter;
  }

  /** What to read where a view is too big; empty if that is not known. */
  public String alternative() {
    return alternative;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ExportRequest)) {
      return false;
    }
    ExportRequest that = (ExportRequest) other;
    return kind == that.kind
        && id.equals(that.id)
        && dateFormat == that.dateFormat
        && headers == that.headers
        && scenarios.equals(that.scenarios)
        && metrics.equals(that.metrics)
        && properties.equals(that.properties)
        && filter.equals(that.filter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, id, dateFormat, headers, scenarios, metrics, properties, filter);
  }

  /** As errors name it. */
  @Override
  public String toString() {
    String name = title.isEmpty() ? kind.noun() + " " + id : title;
    return scenarios.isEmpty()
        ? name
        : name
            + (scenarios.size() == 1 ? " (scenario " : " (scenarios ")
            + String.join(", ", scenarios)
            + ")";
  }

  /** As plans show it: with what of it is exported, the filter cut. */
  public String description() {
    return this
        + (metrics.isEmpty() ? "" : ", metrics " + metrics)
        + (properties.isEmpty() ? "" : ", properties " + properties)
        + (filter.isEmpty() ? "" : ", exportFilter " + Excerpt.of(filter, SHOWN_CHARS));
  }

  /** Collects what of a block is exported; the meaning of each part is at its accessor. */
  public static final class Builder {
    private final ExportKind kind;
    private final String id;
    private final DateFormat dateFormat;
    private HeaderStyle headers = HeaderStyle.FRIENDLY;
    private List<String> scenarios = Collections.emptyList();
    private List<String> metrics = Collections.emptyList();
    private List<String> properties = Collections.emptyList();
    private String filter = "";
    private String title = "";
    private String alternative = "";

    private Builder(ExportKind kind, String id, DateFormat dateFormat) {
      this.kind = kind;
      this.id = id;
      this.dateFormat = dateFormat;
    }

    public Builder headers(HeaderStyle headers) {
      this.headers = headers;
      return this;
    }

    /** Ids of a metric's or table's scenarios. */
    public Builder scenarios(List<String> scenarios) {
      this.scenarios = copy(scenarios);
      return this;
    }

    /** Ids of a table's metrics. */
    public Builder metrics(List<String> metrics) {
      this.metrics = copy(metrics);
      return this;
    }

    /** Technical names of a list's properties. */
    public Builder properties(List<String> properties) {
      this.properties = copy(properties);
      return this;
    }

    /** An {@code ExportFilter} of Pigment's API, as JSON. */
    public Builder filter(String filter) {
      this.filter = filter;
      return this;
    }

    /**
     * What errors and plans call it, in place of its kind and id, such as {@code view `By month` of
     * metric `Revenue` (c0ffee00-…)}. It makes no difference between two requests.
     */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /**
     * What to do where a view is too big to be exported, as the end of a sentence: {@code read
     * pigment.`FP&A`.`Revenue` instead}. It makes no difference between two requests.
     */
    public Builder alternative(String alternative) {
      this.alternative = alternative;
      return this;
    }

    public ExportRequest build() {
      return new ExportRequest(this);
    }

    private static List<String> copy(List<String> list) {
      return Collections.unmodifiableList(new ArrayList<>(list));
    }
  }
}
