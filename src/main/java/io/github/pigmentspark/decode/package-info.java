/**
 * Records to rows: the fields that a query needs become Spark's column vectors.
 *
 * <p>May use {@code csv}, {@code schema} and Spark's types and vectors. Must not know HTTP, or
 * Spark's scans and partitions.
 */
package io.github.pigmentspark.decode;
