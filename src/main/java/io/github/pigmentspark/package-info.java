/**
 * The two entry points that Spark creates by name: the data source and the catalog.
 *
 * <p>May use all packages below. No other package may use this one.
 */
package io.github.pigmentspark;
