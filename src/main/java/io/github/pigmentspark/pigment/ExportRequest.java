package io.github.pigmentspark.pigment;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A request to export a view or a block, or part of it. */
public final class ExportRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]+");
  private static final int SHOWN_CHARS = 100;

  private final ExportKind kind;
  private final String id;
  private final DateFormat dateFormat;
  private final HeaderStyle headers;
  // These fields are declared as ArrayList, because not every List is serializable.
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
   * Creates a builder for the export of a view or a block. By default, the whole view or block is
   * exported.
   *
   * @param id the UUID
   * @throws IllegalArgumentException if the id contains characters that could change the URL
   */
  public static Builder builder(ExportKind kind, String id, DateFormat dateFormat) {
    if (!PLAIN.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "expected a " + kind.noun() + "'s UUID: letters, digits and dashes");
    }
    return new Builder(kind, id, dateFormat);
  }

  /** Returns a builder with the values of this request. */
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
   * Returns one request per scenario if there are several scenarios, and otherwise this request.
   * Together, their exports have the same rows as the export of this request.
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

  /** Returns the UUID of the view or block. */
  public String id() {
    return id;
  }

  public DateFormat dateFormat() {
    return dateFormat;
  }

  /** Returns the style of the header. It applies only to blocks. */
  public HeaderStyle headers() {
    return headers;
  }

  /**
   * Returns the ids of the scenarios. If there are none, the default scenario is exported without a
   * scenario column.
   */
  public List<String> scenarios() {
    return Collections.unmodifiableList(scenarios);
  }

  /**
   * Returns the ids of the metrics to export from a table; empty if all of its metrics are
   * exported.
   */
  public List<String> metrics() {
    return Collections.unmodifiableList(metrics);
  }

  /**
   * Returns the technical names of the properties to export from a list; empty if all of its
   * properties are exported.
   */
  public List<String> properties() {
    return Collections.unmodifiableList(properties);
  }

  /** Returns the filter for a metric or table, as JSON; it is empty if all rows are exported. */
  public String filter() {
    return filter;
  }

  /**
   * Returns the beginning of a sentence that says what to read instead of a view that is too big;
   * empty if it is unknown.
   */
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

  /** Returns the name of the export, for use in messages. */
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

  /**
   * Returns the name of the export and its parameters, for use in Spark's plans. A long filter is
   * abbreviated.
   */
  public String description() {
    return this
        + (metrics.isEmpty() ? "" : ", metrics " + metrics)
        + (properties.isEmpty() ? "" : ", properties " + properties)
        + (filter.isEmpty() ? "" : ", exportFilter " + Excerpt.of(filter, SHOWN_CHARS));
  }

  /** A builder for export requests. The accessors of {@link ExportRequest} document the values. */
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

    /** Sets the ids of the scenarios to export from a metric or table. */
    public Builder scenarios(List<String> scenarios) {
      this.scenarios = copy(scenarios);
      return this;
    }

    /** Sets the ids of the metrics to export from a table. */
    public Builder metrics(List<String> metrics) {
      this.metrics = copy(metrics);
      return this;
    }

    /** Sets the technical names of the properties to export from a list. */
    public Builder properties(List<String> properties) {
      this.properties = copy(properties);
      return this;
    }

    /** Sets the filter: an {@code ExportFilter} from Pigment's API, as JSON. */
    public Builder filter(String filter) {
      this.filter = filter;
      return this;
    }

    /**
     * Sets the name of the export, for use in errors and plans. By default, it consists of the kind
     * and the id. {@link ExportRequest#equals} ignores it.
     */
    public Builder title(String title) {
      this.title = title;
      return this;
    }

    /**
     * Sets the beginning of a sentence that says what to do if a view is too big to export, such as
     * {@code Read pigment.`FP&A`.`Revenue` instead}. {@link ExportRequest#equals} ignores it.
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
