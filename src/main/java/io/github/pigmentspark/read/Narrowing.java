package io.github.pigmentspark.read;

import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.HeaderStyle;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Arrays;
import java.util.Collection;
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
 * The narrowing of a list's export to the properties that a query needs.
 *
 * <p>Narrowing relies on two facts that Pigment doesn't document: the export of a list has the same
 * items regardless of which properties are requested, and its header has the technical names of the
 * properties if {@code friendlyHeaders} is false. {@code pushDownColumns=false} turns narrowing
 * off.
 */
final class Narrowing {
  /** A narrowing that leaves every request unchanged. */
  static final Narrowing NONE = new Narrowing(Collections.emptySet(), 0);

  /**
   * The properties that can be requested, in the order of the header. Their column names are the
   * same as in the header, and are unique even if case is ignored.
   */
  private final Set<String> properties;

  private final int width;

  private Narrowing(Set<String> properties, int width) {
    this.properties = properties;
    this.width = width;
  }

  /** Returns a narrowing for exports with the same header as the sample. */
  static Narrowing of(InferredSchema sample) {
    List<String> header = sample.header();
    String[] names = sample.schema().fieldNames();
    Map<String, Integer> uses = new HashMap<>();
    for (String title : header) {
      uses.merge(CaseSensitivity.INSENSITIVE.key(title), 1, Integer::sum);
    }
    Set<String> properties = new LinkedHashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String title = header.get(i);
      if (names[i].equals(title) && uses.get(CaseSensitivity.INSENSITIVE.key(title)) == 1) {
        properties.add(title);
      }
    }
    return new Narrowing(properties, header.size());
  }

  /**
   * Returns a request for fewer properties that is sufficient for a query, if there is one.
   *
   * @param filtered the columns for which the query drops rows with blank cells
   */
  Optional<ExportRequest> narrow(
      ExportRequest whole, StructType required, Collection<String> filtered) {
    if (whole.kind() != ExportKind.LIST || whole.headers() != HeaderStyle.TECHNICAL) {
      return Optional.empty();
    }
    Set<String> needed = new HashSet<>(Arrays.asList(required.fieldNames()));
    needed.addAll(filtered);
    if (needed.isEmpty() || !properties.containsAll(needed)) {
      return Optional.empty();
    }
    int least = 1;
    if (filtered.isEmpty() && needed.size() == 1) {
      // Export at least two columns. With only one, a blank cell in the last line would be lost if
      // that line has no line break.
      least = 2;
      properties.stream().filter(name -> !needed.contains(name)).findFirst().ifPresent(needed::add);
    }
    if (needed.size() < least || needed.size() == width) {
      return Optional.empty();
    }
    List<String> some = properties.stream().filter(needed::contains).collect(Collectors.toList());
    return Optional.of(whole.toBuilder().properties(some).build());
  }
}
