/**
 * HTTP requests to Pigment over OkHttp: client, proxy, timeouts, error responses, retries, rate
 * limit.
 *
 * <p>May use {@code pigment} and OkHttp. Must not know exports, CSV or Spark.
 */
package io.github.pigmentspark.http;
