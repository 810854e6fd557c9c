/**
 * HTTP requests to Pigment with OkHttp: clients, proxies, timeouts, error responses, retries and
 * rate limit.
 *
 * <p>It may use {@code pigment} and OkHttp, and must not depend on exports, CSV or Spark.
 */
package io.github.pigmentspark.http;
