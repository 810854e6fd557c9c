/**
 * Pigment as Spark's catalog: from names to what can be read, what is remembered of them, and the
 * tables that read it.
 *
 * <p>Knows Spark's catalog interfaces and the rooms {@code client}, {@code options}, {@code schema}
 * and {@code read}. Must not know HTTP, JSON or CSV.
 */
package io.github.pigmentspark.catalog;
