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
 * A read-only Spark catalog for Pigment. Applications are namespaces, and their blocks are tables.
 * Each block is also a namespace that contains its views as tables.
 *
 * <pre>{@code
 * spark.sql.catalog.pigment = io.github.pigmentspark.PigmentCatalog
 *
 * SELECT * FROM pigment.`FP&A`.`Revenue`.`By month`
 * }</pre>
 *
 * <p>Spark creates one instance per session.
 */
public final class PigmentCatalog implements TableCatalog, SupportsNamespaces {
  private String name;
  private CatalogBrowser browser;

  /** Called by Spark. */
  public PigmentCatalog() {}

  /**
   * Stores the options without checking them or sending a request, so that a mistake in them does
   * not break statements that don't use this catalog.
   */
  @Override
  public void initialize(String catalog, CaseInsensitiveStringMap options) {
    name = catalog;
    browser = CatalogBrowser.of(catalog, options.asCaseSensitiveMap());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String[][] listNamespaces() throws NoSuchNamespaceException {
    return browser.namespaces();
  }

  @Override
  public String[][] listNamespaces(String[] parent) throws NoSuchNamespaceException {
    return browser.namespaces(parent);
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return browser.hasNamespace(namespace);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    return browser.properties(namespace);
  }

  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    return browser.tables(namespace);
  }

  @Override
  public boolean tableExists(Identifier table) {
    return browser.hasTable(table);
  }

  @Override
  public Table loadTable(Identifier table) throws NoSuchTableException {
    return browser.load(table);
  }

  /**
   * Rejects a write. Spark 4 calls this method for a table that it is about to write.
   *
   * @param privileges a set whose element type exists only in newer Spark versions
   */
  @SuppressWarnings("rawtypes")
  public Table loadTable(Identifier table, Set privileges) {
    throw browser.readOnly(table);
  }

  @Override
  public Table loadTable(Identifier table, String version) {
    throw browser.noVersions(table);
  }

  @Override
  public Table loadTable(Identifier table, long timestamp) {
    throw browser.noVersions(table);
  }

  @Override
  public void invalidateTable(Identifier table) {
    browser.forget(table);
  }

  @Override
  @SuppressWarnings("deprecation") // The other overloads need newer Spark versions.
  public Table createTable(
      Identifier table, StructType schema, Transform[] partitions, Map<String, String> properties) {
    throw browser.readOnly(table);
  }

  @Override
  public Table alterTable(Identifier table, TableChange... changes) {
    throw browser.readOnly(table);
  }

  @Override
  public boolean dropTable(Identifier table) {
    throw browser.readOnly(table);
  }

  @Override
  public boolean purgeTable(Identifier table) {
    throw browser.readOnly(table);
  }

  @Override
  public void renameTable(Identifier table, Identifier newName) {
    throw browser.readOnly(table);
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> properties) {
    throw browser.readOnly(namespace);
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw browser.readOnly(namespace);
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw browser.readOnly(namespace);
  }
}
