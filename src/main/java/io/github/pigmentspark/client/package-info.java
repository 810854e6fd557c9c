/**
 * Clients for Pigment's REST API: exports as resumable streams of bytes, and metadata.
 *
 * <p>This package may use {@code pigment}, {@code http} and Gson, and must not depend on CSV or
 * Spark.
 */
package io.github.pigmentspark.client;
