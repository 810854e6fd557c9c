/**
 * Spark's view of a read: table, scan builder, scan, partition, reader and metrics, and the
 * sampling on the driver.
 *
 * <p>May use Spark's connector interfaces and all packages but {@code catalog}. Only the reader and
 * the sampling send requests; planning sends none.
 */
package io.github.pigmentspark.read;
