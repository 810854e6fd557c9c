/**
 * The doors of the connector: what Spark, or a person who configures it, names.
 *
 * <p>Behind them the rooms, each of which knows only those before it: client, csv, options, schema,
 * read, catalog.
 */
package io.github.pigmentspark;
