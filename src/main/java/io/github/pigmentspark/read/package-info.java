/**
 * Spark's side of a read: table, scan, batch, partition and reader, and the converters from cell to
 * Spark value.
 *
 * <p>Knows Spark's connector interfaces and the rooms {@code client}, {@code csv}, {@code options}
 * and {@code schema}. Only the reader asks Pigment for anything, at its first record, and before it
 * the sampling on the driver.
 */
package io.github.pigmentspark.read;
