/**
 * Pigment as a Spark catalog: resolves names with the metadata API, caches metadata and schemas,
 * and creates the tables.
 *
 * <p>May use Spark's catalog interfaces, {@code client}, {@code options}, {@code schema} and {@code
 * read}. Must not know HTTP, JSON or CSV.
 */
package io.github.pigmentspark.catalog;
