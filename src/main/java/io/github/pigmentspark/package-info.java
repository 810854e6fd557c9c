/**
 * The two entry points that Spark creates by name: the data source and the catalog.
 *
 * <p>This package may use all packages below it. No other package may use it.
 */
package io.github.pigmentspark;
