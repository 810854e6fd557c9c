/**
 * HTTP requests to Pigment with OkHttp: clients, proxies, timeouts, error responses, retries and
 * rate limiting.
 *
 * <p>This package may use {@code pigment} and OkHttp, and must not depend on exports, CSV or Spark.
 */
package io.github.pigmentspark.http;
