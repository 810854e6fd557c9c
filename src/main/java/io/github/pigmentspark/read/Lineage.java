package io.github.pigmentspark.read;

import io.github.pigmentspark.pigment.ConnectionSettings;
import io.github.pigmentspark.pigment.ExportKind;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The table properties from which OpenLineage takes the name of the dataset. The name contains the
 * id of the view or block, so it stays the same if the view is renamed, and does not depend on
 * whether the view is read by id or by name.
 */
public final class Lineage {
  private Lineage() {}

  /** Returns the properties of a view or block. */
  public static Map<String, String> properties(
      ConnectionSettings connection, ExportKind kind, String id) {
    String host = URI.create(connection.baseUrl()).getAuthority().toLowerCase(Locale.ROOT);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("openlineage.dataset.namespace", "pigment://" + host);
    properties.put("openlineage.dataset.name", kind.noun() + "/" + id.toLowerCase(Locale.ROOT));
    return Collections.unmodifiableMap(properties);
  }
}
