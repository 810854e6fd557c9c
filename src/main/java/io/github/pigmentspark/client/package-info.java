/**
 * Pigment's REST API: what to export, the HTTP call, status to exception, retry, resume.
 *
 * <p>Knows OkHttp. Must not know CSV, options or Spark: what leaves this room is bytes.
 */
package io.github.pigmentspark.client;
