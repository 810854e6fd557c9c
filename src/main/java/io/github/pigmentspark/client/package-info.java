/**
 * Clients of Pigment's REST API: exports as resumable streams of bytes, and metadata.
 *
 * <p>May use {@code pigment}, {@code http} and Gson. Must not know CSV or Spark.
 */
package io.github.pigmentspark.client;
