package io.github.pigmentspark.client;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;

/** What to export: one view, with its dates printed one way. */
public final class ExportRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]+");

  private final String viewId;
  private final DateFormat dateFormat;

  private ExportRequest(String viewId, DateFormat dateFormat) {
    this.viewId = viewId;
    this.dateFormat = dateFormat;
  }

  /**
   * The export of a view.
   *
   * @param viewId the view's UUID
   * @throws IllegalArgumentException if it has what could lead to another address
   */
  public static ExportRequest view(String viewId, DateFormat dateFormat) {
    if (!PLAIN.matcher(viewId).matches()) {
      throw new IllegalArgumentException("expected a view's UUID: letters, digits and dashes");
    }
    return new ExportRequest(viewId, dateFormat);
  }

  /** The view's UUID. */
  public String viewId() {
    return viewId;
  }

  DateFormat dateFormat() {
    return dateFormat;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof ExportRequest)) {
      return false;
    }
    ExportRequest that = (ExportRequest) other;
    return viewId.equals(that.viewId) && dateFormat == that.dateFormat;
  }

  @Override
  public int hashCode() {
    return Objects.hash(viewId, dateFormat);
  }

  /** As errors and plans name it. */
  @Override
  public String toString() {
    return "view " + viewId;
  }
}
