/**
 * Pigment as a Spark catalog. The package resolves names with the metadata API, caches metadata and
 * schemas, and creates the tables.
 *
 * <p>This package may use Spark's catalog interfaces, {@code client}, {@code options}, {@code
 * schema} and {@code read}, and must not depend on HTTP, JSON or CSV.
 */
package io.github.pigmentspark.catalog;
