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
 * The properties of a list that a query needs, so that only those are exported.
 *
 * <p>A list has the same items whatever properties are exported, and its header has the properties'
 * technical names if {@code friendlyHeaders} is false. Pigment doesn't document this; {@code
 * pushDownColumns=false} turns narrowing off.
 */
final class Narrowing {
  /** Never narrows a request. */
  static final Narrowing NONE = new Narrowing(Collections.emptySet(), 0);

  /** Columns named as in the header, and unique there in any case; in the header's order. */
  private final Set<String> properties;

  private final int width;

  private Narrowing(Set<String> properties, int width) {
    this.properties = properties;
    this.width = width;
  }

  /** Returns a narrowing for exports with the header of a sample. */
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
   * Returns a request for fewer properties that serves a query, if there is one.
   *
   * @param filtered columns whose blank cells the query drops
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
      // A blank cell alone in a last line without a line break would be lost: export two columns.
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
