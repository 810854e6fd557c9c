/**
 * Spark's interfaces for a read (table, scan builder, scan, partition, reader and metrics), and the
 * sampling on the driver.
 *
 * <p>This package may use Spark's connector interfaces and all packages except {@code catalog}.
 * Only the reader and the sampling send requests. Planning a query sends none.
 */
package io.github.pigmentspark.read;
