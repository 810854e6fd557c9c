/**
 * The conversion of records to rows. The fields that a query needs become Spark's column vectors.
 *
 * <p>This package may use {@code csv}, {@code schema}, and Spark's types and vectors. It must not
 * depend on HTTP, or on Spark's scans and partitions.
 */
package io.github.pigmentspark.decode;
