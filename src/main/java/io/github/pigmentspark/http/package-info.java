/**
 * One HTTP exchange with Pigment over OkHttp: client, proxy, redirects, timeouts, error responses,
 * retries, rate limit.
 *
 * <p>May use {@code pigment} and OkHttp. Must not know exports, CSV or Spark.
 */
package io.github.pigmentspark.http;
