package io.github.pigmentspark;

import io.github.pigmentspark.catalog.CatalogBrowser;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Pigment as a catalog of Spark, to browse and to read: applications are namespaces, their blocks
 * are tables, and so are the views of a block, in a namespace of its own.
 *
 * <pre>{@code
 * spark.sql.catalog.pigment = io.github.pigmentspark.PigmentCatalog
 *
 * SELECT * FROM pigment.`FP&A`.`Revenue`.`By month`
 * }</pre>
 *
 * <p>Made by Spark, once for each session. Nothing can be changed through it.
 */
public final class PigmentCatalog implements TableCatalog, SupportsNamespaces {
  private String name;
  private CatalogBrowser tables;

  /** For Spark. */
  public PigmentCatalog() {}

  /** Asks nothing, checks nothing: a mistake must not keep Spark from doing other things. */
  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap options) {
    name = catalog;
    tables = CatalogBrowser.of(catalog, options.asCaseSensitiveMap());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String[][] listNamespaces() throws NoSuchNamespaceException {
    return tables.namespaces();
  }

  @Override
  public String[][] listNamespaces(String[] parent) throws NoSuchNamespaceException {
    return tables.namespaces(parent);
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return tables.hasNamespace(namespace);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    return tables.properties(namespace);
  }

  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    return tables.tables(namespace);
  }

  @Override
  public boolean tableExists(Identifier table) {
    return tables.hasTable(table);
  }

  @Override
  public Table loadTable(Identifier table) throws NoSuchTableException {
    return tables.load(table);
  }

  /**
   * Spark 4 says here what it is about to write.
   *
   * @param privileges of a type that is not in every Spark supported
   */
  @SuppressWarnings("rawtypes")
  public Table loadTable(Identifier table, Set privileges) {
    throw tables.readOnly(table);
  }

  @Override
  public Table loadTable(Identifier table, String version) {
    throw tables.noVersions(table);
  }

  @Override
  public Table loadTable(Identifier table, long timestamp) {
    throw tables.noVersions(table);
  }

  @Override
  public void invalidateTable(Identifier table) {
    tables.forget(table);
  }

  @Override
  @SuppressWarnings(
      "deprecation") // Its successors have types that are not in every Spark supported.
  public Table createTable(
      Identifier table, StructType schema, Transform[] partitions, Map<String, String> properties) {
    throw tables.readOnly(table);
  }

  @Override
  public Table alterTable(Identifier table, TableChange... changes) {
    throw tables.readOnly(table);
  }

  @Override
  public boolean dropTable(Identifier table) {
    throw tables.readOnly(table);
  }

  @Override
  public boolean purgeTable(Identifier table) {
    throw tables.readOnly(table);
  }

  @Override
  public void renameTable(Identifier table, Identifier newName) {
    throw tables.readOnly(table);
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> properties) {
    throw tables.readOnly(namespace);
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw tables.readOnly(namespace);
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw tables.readOnly(namespace);
  }
}
