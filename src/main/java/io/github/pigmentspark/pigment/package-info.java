/**
 * The vocabulary of Pigment's API: export request, token, connection settings, retry policy and
 * exceptions.
 *
 * <p>All values are immutable. The package may use only the JDK, and must not depend on HTTP, CSV
 * or Spark.
 */
package io.github.pigmentspark.pigment;
