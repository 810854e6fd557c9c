/**
 * Pigment's REST API: what to export, the HTTP call, status to exception, retry, resume.
 *
 * <p>Knows OkHttp. Must not know CSV, options or Spark: what leaves this room is the bytes of
 * exports, and the names and ids in Pigment's metadata.
 */
package io.github.pigmentspark.client;
