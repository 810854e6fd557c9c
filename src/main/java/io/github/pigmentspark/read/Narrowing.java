package io.github.pigmentspark.read;

import io.github.pigmentspark.decode.PushedFilter;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;

/**
 * Asks Pigment for less than the whole export, where the rows that a query sees are the same. What
 * is said here of lists and tables is how their exports are understood; Pigment's documents do not
 * spell it out, and {@code pushDownColumns} turns all of this off.
 *
 * <p><b>A list</b> has the same items whatever properties are asked for. So where the header has
 * the technical names, only those are asked for that the query needs. Not for a count, which needs
 * none.
 *
 * <p><b>A table</b> leaves out a row in which none of the metrics asked for has a value. And its
 * dimensions are those of the metrics: without the only metric by team there is no column for the
 * team, and one row where there were many. So only one metric is asked for, if
 *
 * <ul>
 *   <li>the query needs no other, and throws away the rows in which it is blank, among them all
 *       those that the export then lacks;
 *   <li>the export still has all the other columns. Then the metric is itself by all dimensions,
 *       and has a row of its own for each of its values, in this export as in the whole one. That
 *       shows in the header, when the export is read: {@link NarrowExport}.
 * </ul>
 *
 * <p>With two metrics the header would not tell which of them is by all dimensions. With a filter
 * of the user's own, it is not known whether that may be about a metric that is not asked for.
 */
final class Narrowing {
  /** Knows nothing, and leaves every request as it is. */
  static final Narrowing NONE = new Narrowing(Collections.emptySet(), 0, Collections.emptyMap());

  /** Columns whose names stand so in the header, and only once in any case; in its order. */
  private final Set<String> certain;

  private final int width;
  private final Map<String, String> metricIds;

  private Narrowing(Set<String> certain, int width, Map<String, String> metricIds) {
    this.certain = certain;
    this.width = width;
    this.metricIds = new HashMap<>(metricIds);
    this.metricIds.keySet().retainAll(certain);
  }

  /**
   * What is known of an export whose header was seen.
   *
   * @param metricIds the ids of metrics by the names of their columns, where they are known for
   *     certain
   */
  static Narrowing of(InferredSchema inferred, Map<String, String> metricIds) {
    List<String> header = inferred.header();
    String[] names = inferred.schema().fieldNames();
    Map<String, Integer> alike = new HashMap<>();
    for (String name : header) {
      alike.merge(CaseSensitivity.INSENSITIVE.key(name), 1, Integer::sum);
    }
    Set<String> certain = new LinkedHashSet<>();
    for (int i = 0; i < names.length; i++) {
      boolean isOnlyOne = alike.get(CaseSensitivity.INSENSITIVE.key(header.get(i))) == 1;
      if (isOnlyOne && names[i].equals(header.get(i))) {
        certain.add(names[i]);
      }
    }
    return new Narrowing(certain, names.length, metricIds);
  }

  /** A smaller request that serves a query; empty where there is none for certain. */
  Optional<NarrowRequest> narrow(
      ExportRequest whole, StructType required, List<PushedFilter> filters) {
    Set<String> needed = new HashSet<>(Arrays.asList(required.fieldNames()));
    Set<String> notBlank = new HashSet<>();
    for (PushedFilter filter : filters) {
      needed.add(filter.column());
      notBlank.add(filter.column()); // There is none that lets a blank cell pass.
    }
    if (needed.isEmpty() || !certain.containsAll(needed)) {
      return Optional.empty();
    }
    if (whole.kind() == ExportKind.LIST && whole.headers() == HeaderStyle.TECHNICAL) {
      return ofList(whole, needed, notBlank);
    }
    return whole.kind() == ExportKind.TABLE ? ofTable(whole, needed, notBlank) : Optional.empty();
  }

  private Optional<NarrowRequest> ofList(
      ExportRequest whole, Set<String> needed, Set<String> notBlank) {
    if (needed.size() == 1 && !notBlank.containsAll(needed)) {
      // A blank cell alone in the last line, without a line break behind it, would be no line.
      certain.stream().filter(name -> !needed.contains(name)).findFirst().ifPresent(needed::add);
    }
    if (needed.size() == 1 && !notBlank.containsAll(needed) || needed.size() == width) {
      return Optional.empty();
    }
    List<String> columns = certain.stream().filter(needed::contains).collect(Collectors.toList());
    return Optional.of(new NarrowRequest(whole.toBuilder().properties(columns).build(), columns));
  }

  private Optional<NarrowRequest> ofTable(
      ExportRequest whole, Set<String> needed, Set<String> notBlank) {
    Set<String> metrics = new HashSet<>(metricIds.keySet());
    metrics.retainAll(needed);
    boolean isCertain = metrics.size() == 1 && certain.size() == width && whole.filter().isEmpty();
    if (!isCertain || metricIds.size() == 1 || !notBlank.containsAll(metrics)) {
      return Optional.empty();
    }
    String metric = metrics.iterator().next();
    List<String> columns =
        certain.stream()
            .filter(name -> name.equals(metric) || !metricIds.containsKey(name))
            .collect(Collectors.toList());
    return Optional.of(
        new NarrowRequest(
            whole.toBuilder().metrics(Collections.singletonList(metricIds.get(metric))).build(),
            columns));
  }
}
