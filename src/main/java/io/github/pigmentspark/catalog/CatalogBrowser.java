package io.github.pigmentspark.catalog;

import io.github.pigmentspark.client.MetadataEntry;
import io.github.pigmentspark.options.CatalogOptions;
import io.github.pigmentspark.pigment.ExportKind;
import io.github.pigmentspark.pigment.ResponseStatusException;
import io.github.pigmentspark.read.SchemaSampler;
import io.github.pigmentspark.schema.CaseSensitivity;
import io.github.pigmentspark.schema.InferredSchema;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * Pigment's applications, blocks and views as namespaces and tables. An application is a namespace
 * with its blocks as tables, and a block is one with its views.
 *
 * <p>Nothing is asked of Pigment, and no option looked at, before the first question.
 */
public final class CatalogBrowser {
  private static final String COMMENT = "comment";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String catalog;
  private final Map<String, String> options;
  private final Metadata metadata;
  private final NameResolver directory;
  private final Cache<String, InferredSchema> schemas = new Cache<>();

  private CatalogBrowser(String catalog, Map<String, String> options) {
    this.catalog = catalog;
    this.options = options;
    this.metadata = new Metadata(this::options);
    this.directory = new NameResolver(catalog, metadata);
  }

  /**
   * The tables of a catalog.
   *
   * @param options all {@code spark.sql.catalog.<catalog>.*}, without that prefix
   */
  public static CatalogBrowser of(String catalog, Map<String, String> options) {
    return new CatalogBrowser(catalog, options);
  }

  private CatalogOptions options() {
    return CatalogOptions.of(catalog, options);
  }

  /** The namespaces right below one; below none, the applications. */
  public String[][] namespaces(String... parent) throws NoSuchNamespaceException {
    if (parent.length == 0) {
      return below(parent, directory.listApplications());
    }
    ResolvedName place = namespace(parent);
    return place.block().isPresent()
        ? new String[0][]
        : below(parent, directory.listBlocksWithViews(place));
  }

  private static String[][] below(String[] parent, List<String> names) {
    return names.stream().map(name -> append(parent, name)).toArray(String[][]::new);
  }

  /** The tables of a namespace; none outside of applications. */
  public Identifier[] tables(String... namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return new Identifier[0];
    }
    ResolvedName place = namespace(namespace);
    List<String> names =
        place.block().isPresent() ? directory.listViews(place) : directory.listBlocks(place);
    return names.stream().map(name -> Identifier.of(namespace, name)).toArray(Identifier[]::new);
  }

  public boolean hasNamespace(String... namespace) {
    return namespace.length == 0
        || (namespace.length < 3 && directory.findQuietly(namespace).isPresent());
  }

  public boolean hasTable(Identifier table) {
    return table.namespace().length > 0
        && directory
            .findQuietly(append(table.namespace(), table.name()))
            .filter(CatalogBrowser::isReadable)
            .isPresent();
  }

  private static boolean isReadable(ResolvedName place) {
    return place.view().isPresent() || RawBlocks.kind(place.block().get()).isPresent();
  }

  /** What DESCRIBE NAMESPACE shows. */
  public Map<String, String> properties(String... namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return Collections.singletonMap(COMMENT, "What Pigment has: applications, blocks, views");
    }
    // Without names like it: Spark asks this, too, where it only wants to know whether it exists.
    return Optional.of(namespace)
        .filter(parts -> parts.length < 3)
        .flatMap(directory::findQuietly)
        .map(CatalogBrowser::properties)
        .orElseThrow(() -> new NoSuchNamespaceException(namespace));
  }

  private ResolvedName namespace(String... namespace) throws NoSuchNamespaceException {
    return Optional.of(namespace)
        .filter(parts -> parts.length < 3)
        .flatMap(directory::find)
        .orElseThrow(() -> new NoSuchNamespaceException(namespace));
  }

  /**
   * A table; its schema is not asked for yet.
   *
   * @throws NoSuchTableException if there is none, and none of a name like it: Spark looks
   *     elsewhere
   * @throws CatalogException if a name is not clear, or nearly one that there is
   */
  public Table load(Identifier table) throws NoSuchTableException {
    String[] parts = append(table.namespace(), table.name());
    Optional<ResolvedName> place =
        parts.length < 2
            ? Optional.empty()
            : mayMeanFiles(table) || isAskedWhetherItExists()
                ? directory.findQuietly(parts)
                : directory.find(parts);
    return table(parts, place.orElseThrow(() -> new NoSuchTableException(table)));
  }

  /** As in {@code SELECT * FROM orc.`/path`}, which Spark asks the current catalog for first. */
  private static boolean mayMeanFiles(Identifier table) {
    return table.namespace().length == 1 && table.name().contains("/");
  }

  private CatalogTable table(String[] parts, ResolvedName place) {
    NamedExport export = new NamedExport(quoted(), parts, place);
    CatalogOptions options = options(); // Those of one table have one key.
    return new CatalogTable(
        export.name(),
        export.id(),
        tableProperties(place),
        ofRead -> export.read(options, ofRead),
        () -> schema(export, options),
        export.kind() == ExportKind.TABLE
            ? RawBlocks.metricIds(metadata.blocks(place.application().id(), Metadata.Age.USUAL))
            : Collections.emptyMap());
  }

  private InferredSchema schema(NamedExport export, CatalogOptions options) {
    try {
      return schemas.get(
          // Whether names differ by case decides on the names of columns, too.
          export.id() + CaseSensitivity.ofThisSession(),
          options.metadataCacheTime(),
          () -> SchemaSampler.infer(export.read(options, Collections.emptyMap())));
    } catch (ResponseStatusException e) {
      if (e.isNotFound()) {
        metadata.forget(); // Its name may mean something else by now.
      }
      throw e;
    }
  }

  /**
   * Spark 4 loads a table to find out whether it exists, and takes no other exception than its own
   * for a no. Who asks can be seen nowhere else.
   */
  private static boolean isAskedWhetherItExists() {
    return Arrays.stream(Thread.currentThread().getStackTrace())
        .anyMatch(
            frame ->
                frame.getMethodName().equals("tableExists")
                    && frame.getClassName().startsWith("org.apache.spark.sql."));
  }

  private String quoted() {
    return PLAIN.matcher(catalog).matches() ? catalog : Names.quoted(catalog);
  }

  private static Map<String, String> tableProperties(ResolvedName place) {
    Map<String, String> properties = new LinkedHashMap<>(properties(place));
    properties.put(TableCatalog.PROP_EXTERNAL, "true");
    return Collections.unmodifiableMap(properties);
  }

  private static Map<String, String> properties(ResolvedName place) {
    Map<String, String> properties = new LinkedHashMap<>();
    describe(properties, "application", place.application());
    place.block().ifPresent(block -> describe(properties, "block", block));
    place.view().ifPresent(view -> describe(properties, "view", view));
    return Collections.unmodifiableMap(properties);
  }

  // The last one described, which is the innermost, has the comment.
  private static void describe(Map<String, String> properties, String kind, MetadataEntry entry) {
    properties.put("pigment." + kind + ".id", entry.id());
    properties.put("pigment." + kind + ".name", entry.name());
    if (!entry.type().isEmpty()) {
      properties.put("pigment." + kind + ".type", entry.type());
    }
    properties.put(
        COMMENT,
        String.format(
            "%s%s %s of Pigment",
            entry.type().isEmpty() ? "" : entry.type() + " ", kind, entry.id()));
  }

  /** What a read of an earlier state is refused with. */
  public UnsupportedOperationException noVersions(Identifier table) {
    return new UnsupportedOperationException(
        String.format(
            "Pigment keeps no versions that could be read of %s.%s: read it as it is, without VERSION"
                + " AS OF or TIMESTAMP AS OF.",
            quoted(), Names.quoted(append(table.namespace(), table.name()))));
  }

  /** Asks Pigment again, when it is needed, for what is remembered of a table and around it. */
  public void forget(Identifier table) {
    Optional.of(append(table.namespace(), table.name()))
        .filter(parts -> parts.length > 1)
        .flatMap(directory::findQuietly)
        .ifPresent(
            place -> {
              String application = place.application().id();
              metadata.forgetBlocks(application);
              metadata.forgetViews(application, place.block().get().id());
            });
    metadata.forgetApplications();
    schemas.forget(); // All of them: the name may mean something else by now.
  }

  private static String[] append(String[] parent, String name) {
    String[] parts = Arrays.copyOf(parent, parent.length + 1);
    parts[parent.length] = name;
    return parts;
  }

  /** What a statement that would change a namespace is refused with. */
  public UnsupportedOperationException readOnly(String... namespace) {
    return ReadOnly.refusal(quoted() + "." + Names.quoted(namespace));
  }

  /** What a statement that would change a table is refused with. */
  public UnsupportedOperationException readOnly(Identifier table) {
    return readOnly(append(table.namespace(), table.name()));
  }
}
