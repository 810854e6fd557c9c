package io.github.pigmentspark.read;

import io.github.pigmentspark.pigment.ExportRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A request for a part of an export, and the columns by which it proves to be the right part. */
final class NarrowRequest implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExportRequest request;
  private final ArrayList<String> columns;

  NarrowRequest(ExportRequest request, List<String> columns) {
    this.request = request;
    this.columns = new ArrayList<>(columns);
  }

  ExportRequest request() {
    return request;
  }

  /** What the header must have, in any order. */
  List<String> columns() {
    return columns;
  }

  /** The same part, of one scenario. */
  NarrowRequest ofScenarioOf(ExportRequest one) {
    return new NarrowRequest(request.toBuilder().scenarios(one.scenarios()).build(), columns);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NarrowRequest
        && request.equals(((NarrowRequest) other).request)
        && columns.equals(((NarrowRequest) other).columns);
  }

  @Override
  public int hashCode() {
    return Objects.hash(request, columns);
  }

  @Override
  public String toString() {
    return request.description();
  }
}
