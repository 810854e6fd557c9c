/**
 * The vocabulary of Pigment's API: export requests, API keys, connection settings, retry policies
 * and exceptions.
 *
 * <p>All values are immutable. This package may use only the JDK, and must not depend on HTTP, CSV
 * or Spark.
 */
package io.github.pigmentspark.pigment;
