package io.github.pigmentspark.catalog;

import io.github.pigmentspark.options.CatalogOptions;
import io.github.pigmentspark.options.ReadOptions;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ExportRequest;
import io.github.pigmentspark.pigment.PigmentException;
import io.github.pigmentspark.pigment.ResponseStatusException;
import io.github.pigmentspark.read.Lineage;
import io.github.pigmentspark.read.SchemaSampler;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * A browser that presents Pigment's applications, blocks and views as namespaces and tables. An
 * application is a namespace whose tables are its blocks, and a block is a namespace whose tables
 * are its views.
 *
 * <p>No request is sent and no option is checked before the first call of a method.
 */
public final class CatalogBrowser {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String catalog;
  private final Supplier<CatalogOptions> options;
  private final Metadata metadata;
  private final NameResolver names;
  private final Memo<List<?>, InferredSchema> schemas = new Memo<>();

  private CatalogBrowser(String catalog, Supplier<CatalogOptions> options) {
    this.catalog = PLAIN.matcher(catalog).matches() ? catalog : Names.quoted(catalog);
    this.options = options;
    this.metadata = new Metadata(options);
    this.names = new NameResolver(catalog, metadata);
  }

  /**
   * Returns a browser for a catalog of the active session.
   *
   * @param options the {@code spark.sql.catalog.<catalog>.*} settings, without that prefix
   */
  public static CatalogBrowser of(String catalog, Map<String, String> options) {
    return new CatalogBrowser(catalog, CatalogOptions.supplier(catalog, options));
  }

  /** Lists the namespaces in a namespace, or the applications if no namespace is given. */
  public String[][] namespaces(String... parent) throws NoSuchNamespaceException {
    List<String> inside;
    if (parent.length == 0) {
      inside = names.listApplications();
    } else {
      ResolvedName found = namespace(parent);
      inside = found.block().isPresent() ? Collections.emptyList() : names.listBlocks(found);
    }
    return inside.stream().map(name -> append(parent, name)).toArray(String[][]::new);
  }

  /** Lists the tables in a namespace. */
  public Identifier[] tables(String... namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return new Identifier[0];
    }
    ResolvedName found = namespace(namespace);
    List<String> inside =
        found.block().isPresent() ? names.listViews(found) : names.listRawBlocks(found);
    return inside.stream().map(name -> Identifier.of(namespace, name)).toArray(Identifier[]::new);
  }

  public boolean hasNamespace(String... namespace) {
    return namespace.length == 0
        || names.findQuietly(namespace).filter(found -> !found.view().isPresent()).isPresent();
  }

  public boolean hasTable(Identifier table) {
    return names.findQuietly(parts(table)).flatMap(ResolvedName::kind).isPresent();
  }

  /** Returns the properties that {@code DESCRIBE NAMESPACE EXTENDED} shows. */
  public Map<String, String> properties(String... namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return Collections.singletonMap("comment", "Pigment's applications, blocks and views");
    }
    // Do not suggest names, because Spark also calls this method to find out whether the namespace
    // exists.
    return names
        .findQuietly(namespace)
        .filter(found -> !found.view().isPresent())
        .orElseThrow(() -> new NoSuchNamespaceException(namespace))
        .properties();
  }

  private ResolvedName namespace(String... namespace) throws NoSuchNamespaceException {
    return names
        .find(namespace)
        .filter(found -> !found.view().isPresent())
        .orElseThrow(() -> new NoSuchNamespaceException(namespace));
  }

  /**
   * Returns a table whose schema has not been inferred yet.
   *
   * @throws NoSuchTableException if there is no table with this name or a similar one
   * @throws PigmentException if the name is ambiguous or incomplete, resembles the name of another
   *     table, or belongs to a block without a raw export
   */
  public Table load(Identifier table) throws NoSuchTableException {
    String[] parts = parts(table);
    Optional<ResolvedName> match = mayBeFile(table) ? names.findQuietly(parts) : names.find(parts);
    if (!match.filter(name -> name.block().isPresent()).isPresent()) {
      suggestDeeper(table);
      throw new NoSuchTableException(table);
    }
    ResolvedName found = match.get();
    ExportKind kind =
        found
            .kind()
            .orElseThrow(
                () ->
                    new PigmentException(
                        String.format(
                            "%s is a block of type %s, which has no raw export. Read one of its"
                                + " views.",
                            sql(parts), found.block().get().type())));
    String id = found.view().orElseGet(found.block()::get).id();
    // Each table has one snapshot of the options, so that all its reads use the same key.
    CatalogOptions snapshot = options.get();
    CatalogTable.Reads reads = ofRead -> named(snapshot.read(kind, id, ofRead), parts, found);
    Map<String, String> properties = new LinkedHashMap<>(found.properties());
    properties.put(TableCatalog.PROP_EXTERNAL, "true");
    properties.putAll(Lineage.properties(snapshot.metadataSettings(), kind, id));
    return new CatalogTable(sql(parts), id, properties, reads, () -> schema(id, snapshot, reads));
  }

  private void suggestDeeper(Identifier table) {
    String[] parts = parts(table);
    List<String> deeper = mayBeFile(table) ? Collections.emptyList() : names.findDeeper(parts);
    if (!deeper.isEmpty()) {
      throw new PigmentException(
          String.format(
              "The name %s is not complete: put the application before a block, and the block before"
                  + " a view. Did you mean %s.%s?",
              sql(parts), catalog, String.join(", " + catalog + ".", deeper)));
    }
  }

  /**
   * Returns whether a name may be the path of a file, as in {@code SELECT * FROM orc.`/path`}.
   * Spark looks up such a name in the current catalog first.
   */
  private static boolean mayBeFile(Identifier table) {
    return table.namespace().length == 1 && table.name().contains("/");
  }

  /** Sets the name of the export in messages to the one that the user knows. */
  private ReadOptions named(ReadOptions read, String[] parts, ResolvedName found) {
    ExportRequest request = read.exportRequest();
    ExportRequest.Builder named =
        request.toBuilder()
            .title(String.format("%s %s (%s)", request.kind().noun(), sql(parts), request.id()));
    if (found.view().isPresent() && ResolvedName.rawKind(found.block().get()).isPresent()) {
      named.alternative("Read " + sql(parts[0], parts[1]) + " instead");
    }
    return read.withExportRequest(named.build());
  }

  private InferredSchema schema(String id, CatalogOptions snapshot, CatalogTable.Reads reads) {
    try {
      return schemas.get(
          Arrays.asList(id, snapshot, CaseSensitivity.ofThisSession()),
          snapshot.metadataCacheTime(),
          () -> SchemaSampler.infer(reads.options(Collections.emptyMap())));
    } catch (ResponseStatusException e) {
      if (e.isNotFound()) {
        metadata.forgetAll(); // The name may now refer to something else.
      }
      throw e;
    }
  }

  /** Removes a table, its block and its application from the cache, together with all schemas. */
  public void forget(Identifier table) {
    names
        .findQuietly(parts(table))
        .filter(found -> found.block().isPresent())
        .ifPresent(found -> metadata.forget(found.application(), found.block().get()));
    schemas.forgetAll(); // The name may now refer to something else.
  }

  /** Returns the exception for a statement that tries to change a namespace. */
  public PigmentException readOnly(String... namespace) {
    return CatalogTable.readOnly(sql(namespace));
  }

  /** Returns the exception for a statement that tries to change a table. */
  public PigmentException readOnly(Identifier table) {
    return readOnly(parts(table));
  }

  /** Returns the exception for a read of an earlier version. */
  public PigmentException noVersions(Identifier table) {
    return new PigmentException(
        String.format(
            "Pigment keeps no versions of %s. Read it without VERSION AS OF or TIMESTAMP AS OF.",
            sql(parts(table))));
  }

  private String sql(String... parts) {
    return catalog + "." + Names.quoted(parts);
  }

  private static String[] parts(Identifier table) {
    return append(table.namespace(), table.name());
  }

  private static String[] append(String[] parent, String name) {
    String[] parts = Arrays.copyOf(parent, parent.length + 1);
    parts[parent.length] = name;
    return parts;
  }
}
